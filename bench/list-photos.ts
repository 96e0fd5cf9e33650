import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Photo } from '../src/shared/dataset.ts';
import { hashFile } from '../src/engine/storage/hash-file.ts';

/** The first `count` photos of a tree of class folders, of its first two classes in turn, so that any share holds both. */
export async function listPhotos(folder: string, count: number): Promise<readonly Photo[]> {
  const classes = (await readdir(folder)).sort().slice(0, 2);
  const names = await Promise.all(
    classes.map(async (name) => (await readdir(join(folder, name))).sort().map((file) => `${name}/${file}`)),
  );
  const paths = Array.from({ length: count }, (_, index) => {
    const path = names[index % classes.length]![Math.floor(index / classes.length)];
    if (path === undefined) throw new Error(`bench: ${folder} holds fewer than ${count} photos`);
    return { path, classIndex: index % classes.length };
  });
  return Promise.all(
    paths.map(async (photo) => {
      const file = join(folder, photo.path);
      return { ...photo, sha256: await hashFile(file), bytes: (await stat(file)).size };
    }),
  );
}

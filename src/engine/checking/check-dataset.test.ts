import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTemporaryHome, type TemporaryHome } from '../../../test/temporary-home.ts';
import { silentContext } from '../job/job-context.ts';
import { checkDataset } from './check-dataset.ts';
import { madePicture } from './fixtures/made-picture.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'thaw-check-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Files by path: a number makes a picture, a function changes picture 1. */
async function folderOf(
  name: string,
  files: Readonly<Record<string, number | ((picture: Buffer) => Promise<Buffer>)>>,
): Promise<string> {
  const folder = join(root, name);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    const picture = await madePicture(typeof content === 'number' ? content : 1);
    await writeFile(join(folder, path), typeof content === 'number' ? picture : await content(picture));
  }
  return folder;
}
const mirrored = (picture: Buffer): Promise<Buffer> => sharp(picture).flop().png().toBuffer();
const smaller = (picture: Buffer): Promise<Buffer> => sharp(picture).resize(220).png().toBuffer();

describe('checkDataset', () => {
  let home: TemporaryHome;
  beforeAll(() => {
    home = useTemporaryHome();
  });
  afterAll(() => {
    home.remove();
  });

  it('puts the files of one picture together, and names what stands in two classes', async () => {
    const folder = await folderOf('classes', {
      'a/1.png': 1,
      'a/2.png': 2,
      'a/small.png': smaller,
      'b/3.png': 3,
      'b/mirrored.png': mirrored,
      'b/4.png': 4,
    });
    await copyFile(join(folder, 'b/3.png'), join(folder, 'b/copy-of-3.png'));
    const { groups, conflicts, leaks, photos } = await checkDataset(folder, 'quick', silentContext);
    expect(groups.map(({ photos: same, identical }) => [same.map(({ path }) => path), identical])).toEqual([
      [['a/1.png', 'a/small.png', 'b/mirrored.png'], false],
      [['b/3.png', 'b/copy-of-3.png'], true],
    ]);
    expect({ conflicts, leaks, photos }).toEqual({ conflicts: 1, leaks: null, photos: 7 });
  });

  it('counts the photos of a split that a model would know', async () => {
    const folder = await folderOf('parts', {
      'train/a/1.png': 1,
      'train/a/2.png': 2,
      'train/b/3.png': 3,
      'train/b/4.png': 4,
      'validation/a/5.png': 5,
      'validation/b/6.png': 6,
      'test/a/mirrored.png': mirrored,
      'test/a/7.png': 7,
      'test/b/6-again.png': 6,
      'test/b/8.png': 8,
    });
    const { leaks } = await checkDataset(folder, 'quick', silentContext);
    expect(leaks).toEqual({ validation: { photos: 2, leaked: 0 }, test: { photos: 4, leaked: 2 } });
  });

  it('finds nothing where every photo is its own, and names what it could not read', async () => {
    const folder = await folderOf('clean', { 'a/1.png': 1, 'a/2.png': 2, 'b/3.png': 3, 'b/4.png': 4 });
    await writeFile(join(folder, 'b/broken.png'), (await madePicture(9)).subarray(0, 600));
    const { groups, conflicts, skipped } = await checkDataset(folder, 'quick', silentContext);
    expect({ groups, conflicts }).toEqual({ groups: [], conflicts: 0 });
    expect(skipped.map(({ path }) => path)).toEqual(['b/broken.png']);
  });
});

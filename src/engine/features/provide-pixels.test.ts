import { createHash } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { madeImage, makePhotos } from '../../../test/features/made-features.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import type { Photo } from '../../shared/dataset.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import { decodeImage } from '../images/decode-image.ts';
import { silentContext } from '../job/job-context.ts';
import { homeFolders } from '../storage/home.ts';
import { pixelPlace } from './pixel-store.ts';
import { providePixels } from './provide-pixels.ts';
import { storeFiles } from './record-store.ts';

describe('providePixels', () => {
  useTemporaryCache();
  let folder: string;
  let photos: Photo[];
  beforeEach(async () => {
    folder = join(homeFolders.cache(), 'photos');
    photos = await makePhotos(folder, 6);
  });

  const decoded = async (wanted: readonly Photo[]): Promise<Buffer> =>
    Buffer.concat(await Promise.all(wanted.map(({ path }) => decodeImage(join(folder, path), madeImage))));
  const remove = (photo: Photo): Promise<void> => rm(join(folder, photo.path));

  it('gives what decodeImage gives, in any order', async () => {
    const { store, skipped } = await providePixels(photos, folder, madeImage, silentContext);
    expect(skipped).toEqual([]);
    expect(store.size).toBe(48);
    const some = [photos[4]!, photos[0]!, photos[4]!];
    expect(Buffer.compare(await store.read(some), await decoded(some))).toBe(0);
    await store.close();
  });

  it('decodes a photo once, whatever becomes of its file', async () => {
    const expected = await decoded(photos);
    await (await providePixels(photos.slice(0, 4), folder, madeImage, silentContext)).store.close();
    for (const photo of photos.slice(0, 4)) await remove(photo);
    const { store, skipped } = await providePixels(photos, folder, madeImage, silentContext);
    expect(skipped).toEqual([]);
    expect(Buffer.compare(await store.read(photos), expected)).toBe(0);
    await store.close();
    const padded = await providePixels(photos, folder, { ...madeImage, fit: 'pad' }, silentContext);
    expect(padded.skipped).toHaveLength(4);
    await padded.store.close();
  });

  it('leaves out what is gone, changed, empty or no picture, and says why', async () => {
    const whole = await readFile(join(folder, photos[4]!.path));
    const damaged = whole.subarray(0, 300);
    await remove(photos[0]!);
    await writeFile(join(folder, photos[1]!.path), whole);
    await writeFile(join(folder, photos[2]!.path), '');
    await writeFile(join(folder, photos[3]!.path), damaged);
    await writeFile(join(folder, 'text.png'), 'text');
    const hash = async (path: string): Promise<Photo> => {
      const bytes = await readFile(join(folder, path));
      return {
        path,
        classIndex: 0,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
    };
    const asked = [...photos.slice(0, 3), await hash(photos[3]!.path), photos[4]!, await hash('text.png')];
    const { store, skipped } = await providePixels(asked, folder, madeImage, silentContext);
    const reasons = Object.fromEntries(skipped.map(({ path, reason }) => [path, reason]));
    expect(reasons).toEqual({
      '0.png': 'missing',
      '1.png': 'changed',
      '2.png': 'empty-file',
      '3.png': 'damaged',
      'text.png': 'not-an-image',
    });
    expect(Buffer.compare(await store.read([photos[4]!]), await decoded([photos[4]!]))).toBe(0);
    await expect(store.read([photos[4]!, photos[0]!])).rejects.toMatchObject({
      code: 'file-damaged',
      facts: { detail: '0.png' },
    });
    await store.close();
  });

  it('needs one of several equal files', async () => {
    const copy = { ...photos[0]!, path: 'copy.png' };
    const { store, skipped } = await providePixels([copy, photos[0]!], folder, madeImage, silentContext);
    expect(skipped).toEqual([]);
    expect(await store.read([copy])).toEqual(await store.read([photos[0]!]));
    await store.close();
    const gone = await providePixels(
      [
        { ...photos[1]!, path: 'a' },
        { ...photos[1]!, path: 'b' },
      ],
      folder,
      madeImage,
      silentContext,
    );
    expect(gone.skipped.map(({ path }) => path)).toEqual(['a', 'b']);
    await gone.store.close();
  });

  it('decodes a damaged record anew', async () => {
    await (await providePixels(photos, folder, madeImage, silentContext)).store.close();
    const file = join(pixelPlace(madeImage).folder, storeFiles.records);
    const bytes = await readFile(file);
    bytes[100]! ^= 4;
    await writeFile(file, bytes);
    const { store } = await providePixels(photos, folder, madeImage, silentContext);
    expect(Buffer.compare(await store.read(photos), await decoded(photos))).toBe(0);
    await store.close();
  });

  it('reports the stage, and its end', async () => {
    const events: JobEvent[] = [];
    const context = { ...silentContext, report: (event: JobEvent) => events.push(event) };
    await (await providePixels(photos, folder, madeImage, context)).store.close();
    expect(events[0]).toEqual({ kind: 'stage', stage: 'reading-photos', total: 6, unit: 'photos' });
    expect(events.at(-1)).toMatchObject({ kind: 'progress', stage: 'reading-photos', done: 6, total: 6 });
  });

  it('stops when cancelled, and leaves no lock', async () => {
    const cancel = new AbortController();
    const context = {
      ...silentContext,
      signal: cancel.signal,
      report: ({ kind }: JobEvent) => {
        if (kind === 'progress') cancel.abort();
      },
    };
    await expect(providePixels(photos, folder, madeImage, context)).rejects.toMatchObject({
      code: 'cancelled',
    });
    await (await providePixels(photos, folder, madeImage, silentContext)).store.close();
    expect((await stat(pixelPlace(madeImage).folder)).isDirectory()).toBe(true);
  });
});

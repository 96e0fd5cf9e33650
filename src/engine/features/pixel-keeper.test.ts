import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { madeImage, makePhotos } from '../../../test/features/made-features.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { scanDataset, type ScannedDataset } from '../dataset/scan-dataset.ts';
import { decodeImage } from '../images/decode-image.ts';
import { silentContext } from '../job/job-context.ts';
import { homeFolders } from '../storage/home.ts';
import { pixelKeeper } from './pixel-keeper.ts';
import { pixelPlace } from './pixel-store.ts';
import { providePixels } from './provide-pixels.ts';
import { openRecordWriter } from './record-writer.ts';

const { signal } = silentContext;

describe('pixelKeeper', () => {
  useTemporaryCache();
  let folder: string;
  beforeEach(async () => {
    folder = join(homeFolders.cache(), 'photos');
    await makePhotos(join(folder, 'cats'), 3);
    await makePhotos(join(folder, 'dogs'), 5);
  });

  const scan = (): Promise<ScannedDataset> =>
    scanDataset(folder, silentContext, { openKeeper: pixelKeeper(madeImage, signal) });
  /** The photos whose pixels are there without their files. */
  async function keptOf({ photos }: ScannedDataset): Promise<{ paths: string[]; pixels: Uint8Array }> {
    await Promise.all(photos.map(({ path }) => rm(join(folder, path))));
    const { store, skipped } = await providePixels(photos, folder, madeImage, silentContext);
    const gone = new Set(skipped.map(({ path }) => path));
    const kept = photos.filter(({ path }) => !gone.has(path));
    const pixels = await store.read(kept);
    await store.close();
    return { paths: kept.map(({ path }) => path), pixels };
  }

  it('keeps what a scan decodes, as decodeImage gives it', async () => {
    await writeFile(join(folder, 'cats', 'damaged.png'), 'no picture');
    const scanned = await scan();
    const expected = await Promise.all(
      scanned.photos.map(({ path }) => decodeImage(join(folder, path), madeImage)),
    );
    const { paths, pixels } = await keptOf(scanned);
    expect(scanned.skipped).toMatchObject([{ path: 'cats/damaged.png' }]);
    expect(paths).toEqual(scanned.photos.map(({ path }) => path));
    expect(Buffer.compare(pixels, Buffer.concat(expected))).toBe(0);
  });

  it('adds to what is there, and a second scan finds it', async () => {
    const first = await scan();
    expect(await scan()).toEqual(first);
    await makePhotos(join(folder, 'hens'), 7);
    expect((await keptOf(await scan())).paths).toHaveLength(15);
  });

  it('keeps nothing while another writes, and the scan goes on', async () => {
    const other = await openRecordWriter(pixelPlace(madeImage), signal);
    const scanned = await scan();
    await other.close();
    expect(scanned.photos).toHaveLength(8);
    expect((await keptOf(scanned)).paths).toEqual([]);
  });

  it('keeps nothing where the cache cannot be written, and the scan goes on', async () => {
    const { folder: place } = pixelPlace(madeImage);
    await mkdir(join(place, '..'), { recursive: true });
    await writeFile(place, 'a file where a folder should be');
    const scanned = await scan();
    expect(scanned.photos).toHaveLength(8);
    await rm(place);
    expect((await keptOf(scanned)).paths).toEqual([]);
  });
});

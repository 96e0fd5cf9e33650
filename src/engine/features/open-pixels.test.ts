import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makePhotos } from '../../../test/features/made-features.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { type AugmentationConfig, noAugmentation } from '../../shared/augmentation.ts';
import type { Photo } from '../../shared/dataset.ts';
import { randomStream } from '../../shared/random.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { augmentImage } from '../images/augment-image.ts';
import { drawAugmentation } from '../images/augmentation-draw.ts';
import { decodeImage } from '../images/decode-image.ts';
import { silentContext } from '../job/job-context.ts';
import { homeFolders } from '../storage/home.ts';
import type { PhotoChanges, PixelStore } from './pixel-store.ts';
import { providePixels } from './provide-pixels.ts';

/** The made photos are 30 x 20. */
const size = 24;
const changes = (config: Partial<AugmentationConfig>): PhotoChanges => ({
  config: { ...noAugmentation, ...config },
  axes: null,
  stream: ({ sha256 }) => randomStream(1, 'test', sha256),
});

describe('pixels of a larger picture', () => {
  useTemporaryCache();
  let folder: string;
  let photos: Photo[];
  beforeEach(async () => {
    folder = join(homeFolders.cache(), 'photos');
    photos = await makePhotos(folder, 5);
  });
  const open = async (image: ImageConfig): Promise<PixelStore> =>
    (await providePixels(photos, folder, image, silentContext)).store;
  const decoded = async (image: ImageConfig): Promise<Uint8Array[]> =>
    Promise.all(photos.map(({ path }) => decodeImage(join(folder, path), image)));

  it('are its centre, and in training a drawn place of it, to the pixel', async () => {
    const image = { size, fit: 'stretch', stored: 32 } as const;
    const store = await open(image);
    expect(Buffer.compare(await store.read(photos), Buffer.concat(await decoded(image)))).toBe(0);
    const whole = await decoded({ size: 32, fit: 'stretch' });
    const cut = await store.readChanged(photos, changes({ randomCrop: true }));
    const places = photos.map((photo, index) => {
      const { x, y } = drawAugmentation(changes({ randomCrop: true }).config, changes({}).stream(photo)).cut!;
      const [left, top] = [Math.floor(x * 9), Math.floor(y * 9)];
      for (let row = 0; row < size; row++) {
        const start = ((top + row) * 32 + left) * 3;
        const at = (index * size + row) * size * 3;
        expect(
          Buffer.compare(cut.subarray(at, at + size * 3), whole[index]!.subarray(start, start + size * 3)),
        ).toBe(0);
      }
      return `${left} ${top}`;
    });
    expect(new Set(places).size).toBeGreaterThan(1);
    await store.close();
  });

  it('share the cache with networks that take the whole of it', async () => {
    await (await open({ size: 32, fit: 'stretch' })).close();
    for (const { path } of photos) await rm(join(folder, path));
    const store = await open({ size, fit: 'stretch', stored: 32 });
    expect((await store.read(photos)).length).toBe(photos.length * size * size * 3);
    await store.close();
  });

  it('are decoded afresh where the scale is drawn, and changed after that', async () => {
    const image = { size, fit: 'crop' } as const;
    const store = await open(image);
    const wanted = changes({ shortSide: [26, 60], horizontalFlip: true, rotation: 20 });
    const scales = new Set<number>();
    const expected = await Promise.all(
      photos.map(async (photo) => {
        const draw = drawAugmentation(wanted.config, wanted.stream(photo));
        scales.add(draw.shortSide!);
        const scale = { shortSide: draw.shortSide!, cut: draw.cut };
        return augmentImage(await decodeImage(join(folder, photo.path), image, scale), size, draw);
      }),
    );
    expect(Buffer.compare(await store.readChanged(photos, wanted), Buffer.concat(expected))).toBe(0);
    expect(scales.size).toBeGreaterThan(2);
    await rm(join(folder, photos[0]!.path));
    await expect(store.readChanged(photos, wanted)).rejects.toMatchObject({ code: 'image-unreadable' });
    await store.close();
  });

  it('are the plain ones where nothing is on', async () => {
    const store = await open({ size, fit: 'pad', stored: 40 });
    expect(Buffer.compare(await store.readChanged(photos, changes({})), await store.read(photos))).toBe(0);
    await store.close();
  });
});

import { describe, expect, it } from 'vitest';
import type { Photo } from '../../shared/dataset.ts';
import { standardAugmentation } from '../../shared/recipes/parts.ts';
import type { FeatureStore } from '../features/provide-features.ts';
import type { PhotoChanges } from '../features/pixel-store.ts';
import { augmentImage } from '../images/augment-image.ts';
import { drawAugmentation } from '../images/augmentation-draw.ts';
import { featureSource, pixelSource } from './input-source.ts';
import type { BatchInputs } from './training-step.ts';

const photos: readonly Photo[] = Array.from({ length: 12 }, (_, index) => ({
  path: `${index}.png`,
  classIndex: 0,
  sha256: `hash-${index}`,
  bytes: 1,
}));

/** A store whose features name copy and photo. */
function store(copy: number): FeatureStore {
  return {
    shape: [1, 2],
    type: 'float32',
    read: (wanted) =>
      Promise.resolve(Float32Array.from(wanted.flatMap(({ path }) => [copy, parseInt(path)]))),
    readInto: (features, placed) => {
      for (const { photo, slot } of placed) features.set([copy, parseInt(photo.path)], 2 * slot);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

describe('featureSource', () => {
  it('reads photos in order, each pass the next copy, with all copies in one pass', async () => {
    const source = featureSource([store(0), store(1), store(2)], 7);
    const copiesIn = async (pass: number): Promise<number[]> => {
      const values = await source.read(photos, pass);
      expect([...values].filter((_, at) => at % 2 === 1)).toEqual(photos.map((_, index) => index));
      return [...values].filter((_, at) => at % 2 === 0);
    };
    const first = await copiesIn(0);
    expect(new Set(first)).toEqual(new Set([0, 1, 2]));
    expect(await copiesIn(1)).toEqual(first.map((copy) => (copy + 1) % 3));
    expect(await copiesIn(3)).toEqual(first);
    expect(source.shape).toEqual([1, 2]);
  });

  it('reads into the memory of spent inputs where that is enough', async () => {
    const source = featureSource([store(0), store(1)], 7);
    const values = (inputs: BatchInputs): number[] => [...inputs].filter((_, at) => at % 2 === 1);
    const first = await source.read(photos.slice(0, 4), 0);
    const fewer = await source.read(photos.slice(4, 7), 0, first);
    expect(fewer.buffer).toBe(first.buffer);
    expect(values(fewer)).toEqual([4, 5, 6]);
    const asMany = await source.read(photos.slice(7, 11), 0, fewer);
    expect(asMany.buffer).toBe(first.buffer);
    expect(values(asMany)).toEqual([7, 8, 9, 10]);
    const more = await source.read(photos, 0, asMany);
    expect(more.buffer).not.toBe(first.buffer);
    expect(values(more)).toEqual(photos.map((_, index) => index));
  });

  it('holds what it read until it rests, where that is little', async () => {
    let reads = 0;
    const counted = (copy: number): FeatureStore => {
      const inner = store(copy);
      const readInto: FeatureStore['readInto'] = (features, placed) => {
        reads += placed.length;
        return inner.readInto(features, placed);
      };
      return { ...inner, readInto };
    };
    const source = featureSource([counted(0), counted(1)], 7, photos.length);
    const plain = featureSource([store(0), store(1)], 7);
    const readPass = async (pass: number): Promise<void> => {
      expect(await source.read(photos, pass)).toEqual(await plain.read(photos, pass));
    };
    for (const [pass, expected] of [12, 24, 24, 24].entries()) {
      await readPass(pass);
      expect(reads).toBe(expected);
    }
    source.rest();
    await readPass(0);
    expect(reads).toBe(36);
    const large = featureSource([counted(0)], 7, 2 ** 22 + 1);
    for (let pass = 0; pass < 2; pass++) await large.read(photos, pass);
    expect(reads).toBe(60);
  });

  it('has one copy for every pass where there is no augmentation', async () => {
    const source = featureSource([store(4)], 7);
    expect([...(await source.read(photos.slice(0, 2), 5))]).toEqual([4, 0, 4, 1]);
  });
});

describe('pixelSource', () => {
  const pixels = {
    size: 8,
    read: (wanted: readonly Photo[]) =>
      Promise.resolve(Uint8Array.from({ length: wanted.length * 192 }, (_, at) => (at * 7) % 251)),
    readChanged: (wanted: readonly Photo[], { config, axes, stream }: PhotoChanges) =>
      Promise.resolve(
        Buffer.concat(
          wanted.map((photo) =>
            augmentImage(
              Uint8Array.from({ length: 192 }, (_, at) => (at * 7) % 251),
              8,
              drawAugmentation(config, stream(photo)),
              config,
              axes,
            ),
          ),
        ),
      ),
    close: () => Promise.resolve(),
  };

  it('changes photos by pass and phase, the same way each time, and not at all without augmentation', async () => {
    const source = (phase: number) =>
      pixelSource(pixels, { config: standardAugmentation, axes: null, seed: 7, phase });
    const two = photos.slice(0, 2);
    const first = await source(0).read(two, 0);
    expect(await source(0).read(two, 0)).toEqual(first);
    expect(await source(0).read(two, 1)).not.toEqual(first);
    expect(await source(1).read(two, 0)).not.toEqual(first);
    const plain = await pixelSource(pixels, null).read(two, 0);
    expect(plain).toEqual(await pixels.read(two));
    expect(first).not.toEqual(plain);
  });
});

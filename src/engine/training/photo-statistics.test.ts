import { expect, it } from 'vitest';
import { hashedPixels } from '../../../test/images/pictures.ts';
import { askPython, fromBase64, testPython } from '../../../test/images/pillow.ts';
import { noAugmentation } from '../../shared/augmentation.ts';
import type { Photo } from '../../shared/dataset.ts';
import { photoStatistics } from './photo-statistics.ts';

const size = 6;
const photos: readonly Photo[] = Array.from({ length: 70 }, (_, index) => ({
  path: `${index}`,
  classIndex: 0,
  sha256: `${index}`,
  bytes: 1,
}));
const bytes = size * size * 3;
/** Colours that go together, more in red than in blue. */
const all = hashedPixels(size, size * photos.length).data.map((level, place) =>
  place % 3 === 0 ? level : (level >> 1) + 40 * (place % 3),
);
const pixels = {
  size,
  read: (wanted: readonly Photo[]) =>
    Promise.resolve(
      Buffer.concat(wanted.map(({ path }) => all.subarray(Number(path) * bytes, (Number(path) + 1) * bytes))),
    ),
};
const { signal } = new AbortController();

it('asks for nothing that a recipe does not use', async () => {
  const recipe = { centring: 'network', augmentation: noAugmentation } as const;
  expect(await photoStatistics(recipe, photos, pixels, 1, signal)).toEqual({
    mean: null,
    meanImage: null,
    colourAxes: null,
  });
});

it.runIf(testPython)('gives numpy’s means and principal components', async () => {
  const augmentation = { ...noAugmentation, colourJitter: 0.1 };
  const found = await photoStatistics({ centring: 'mean-image', augmentation }, photos, pixels, 1, signal);
  const [mean, image, values, vectors] = askPython(
    testPython!,
    `
import numpy as np
x = np.frombuffer(base64.b64decode(given), 'u1').reshape(-1, ${size}, ${size}, 3)
flat = x.reshape(-1, 3) / 255
values, vectors = np.linalg.eigh(np.cov(flat.T, bias=True))
vectors = vectors.T[::-1]
vectors = [v if v[np.abs(v).argmax()] > 0 else -v for v in vectors]
image = x.mean(0, dtype='f8').astype('f4')
answer = [x.mean((0, 1, 2)).tolist(), base64.b64encode(image.tobytes()).decode(), values[::-1].tolist(), np.array(vectors).tolist()]`,
    Buffer.from(all).toString('base64'),
  ) as [number[], string, number[], number[][]];
  found.mean!.forEach((value, channel) => {
    expect(value).toBeCloseTo(mean[channel]!, 4);
  });
  expect(found.meanImage).toEqual(new Float32Array(fromBase64(image).buffer));
  found.colourAxes!.values.forEach((value, axis) => {
    expect(value).toBeCloseTo(values[axis]!, 10);
    found.colourAxes!.vectors[axis]!.forEach((part, channel) => {
      expect(part).toBeCloseTo(vectors[axis]![channel]!, 8);
    });
  });
  const channels = await photoStatistics(
    { centring: 'channels', augmentation: null },
    photos,
    pixels,
    1,
    signal,
  );
  expect(channels).toEqual({ mean: found.mean, meanImage: null, colourAxes: null });
});

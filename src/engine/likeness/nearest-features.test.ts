import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestFeatures } from './nearest-features.ts';
import { poolFeatures } from './pool-features.ts';

const channels = 4;
const row = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: channels,
  maxLength: channels,
});
const rows = fc.array(row, { maxLength: 30 });
/** Few values, so that many rows are equally near. */
const coarseRows = fc.array(fc.array(fc.nat(1), { minLength: channels, maxLength: channels }), {
  maxLength: 30,
});

/** Every row against the query, then sorted: another way to the same neighbours. */
function byBruteForce(query: Float32Array, features: Float32Array, count: number) {
  return Array.from({ length: features.length / channels }, (_, index) => {
    const own = features.subarray(index * channels, (index + 1) * channels);
    const cosine = own.reduce((sum, value, channel) => sum + value * query[channel]!, 0);
    return { index, similarity: Math.min(1, Math.max(-1, cosine)) };
  })
    .sort((one, other) => other.similarity - one.similarity)
    .slice(0, count);
}

it('finds what comparing with every photo and sorting finds', () => {
  fc.assert(
    fc.property(fc.oneof(rows, coarseRows), row, fc.nat(12), (all, asked, count) => {
      const query = poolFeatures(asked, 1, channels);
      const features = poolFeatures(all.flat(), all.length, channels);
      expect(nearestFeatures(query, features, count)).toEqual(byBruteForce(query, features, count));
    }),
  );
});

it('gives a photo itself with similarity 1, and 0 for one at which nothing answers', () => {
  const features = poolFeatures([3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], 3, channels);
  const [first, ...rest] = nearestFeatures(features.slice(0, channels), features, 3);
  expect(first!.index).toBe(0);
  expect(first!.similarity).toBeCloseTo(1, 6);
  expect(rest).toEqual([
    { index: 1, similarity: 0 },
    { index: 2, similarity: 0 },
  ]);
});

import { beforeAll, expect, it } from 'vitest';
import { randomStream } from '../../shared/random.ts';
import { openBackend } from '../backend/open-backend.ts';
import { silentContext } from '../job/job-context.ts';
import { invertSymmetric } from './invert-symmetric.ts';
import { leftOutScores } from './left-out-scores.ts';
import { nearestPhotos } from './nearest-photos.ts';
import { suspectLabels } from './suspect-labels.ts';

beforeAll(async () => {
  await openBackend('auto');
});

const channels = 16;

/** Photos of classes that lie apart, each of length 1. */
function madeFeatures(labels: readonly number[]): Float32Array {
  const draw = randomStream(3, 'features');
  const rows = labels.map((label) => {
    const row = Array.from({ length: channels }, (_, at) => draw.between(-0.4, 0.4) + (at === label ? 1 : 0));
    const length = Math.hypot(...row);
    return row.map((value) => value / length);
  });
  return Float32Array.from(rows.flat());
}

it('finds labels that were swapped, and few others', async () => {
  const truth = Array.from({ length: 200 }, (_, index) => index % 3);
  const labels = truth.map((label, index) => (index % 20 === 0 ? (label + 1) % 3 : label));
  const features = madeFeatures(truth);
  const scores = await leftOutScores(features, labels, 3);
  const near = await nearestPhotos(features, labels.length, 10, silentContext.signal);
  const suspects = suspectLabels(labels, scores, near);
  const first = suspects.slice(0, 10);
  expect(first.map(({ photo }) => photo).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 10 }, (_, index) => 20 * index),
  );
  for (const { photo, looksLike } of first) expect(looksLike).toBe(truth[photo]);
  expect(suspects.length).toBeLessThan(20);
});

it('answers without a photo as a fit without it does', async () => {
  const labels = [0, 1, 0, 1, 1, 0, 1, 0];
  const features = madeFeatures(labels);
  const scores = await leftOutScores(features, labels, 2);
  expect(scores).toHaveLength(16);
  // Two classes share one direction: what speaks for one speaks against the other.
  labels.forEach((_, row) => {
    expect(scores[2 * row]! + scores[2 * row + 1]!).toBeCloseTo(1, 4);
  });
});

it('has finite scores where all photos are the same', async () => {
  const scores = await leftOutScores(new Float32Array(4 * channels).fill(0.25), [0, 1, 0, 1], 2);
  expect([...scores].every(Number.isFinite)).toBe(true);
});

it('inverts', () => {
  const matrix = new Float64Array([4, 1, 0, 1, 3, 1, 0, 1, 2]);
  const inverse = invertSymmetric(matrix, 3);
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++) {
      const product = [0, 1, 2].reduce((sum, k) => sum + matrix[row * 3 + k]! * inverse[k * 3 + column]!, 0);
      expect(product).toBeCloseTo(row === column ? 1 : 0, 12);
    }
  expect(() => invertSymmetric(new Float64Array([1, 2, 2, 1]), 2)).toThrow(RangeError);
});

import { expect, it } from 'vitest';
import { dropoutMask } from './dropout-mask.ts';
import { splitBatch } from './split-batch.ts';
import type { StepBatch } from './training-step.ts';

const batch: StepBatch = {
  inputs: Float32Array.from({ length: 14 }, (_, index) => index),
  labels: [0, 1, 2, 3, 4, 5, 6],
  weights: [1, 2, 3, 4, 5, 6, 7],
  dropoutMask: (layer, rate, size) => dropoutMask(1, rate, size, [layer]),
};

it('keeps photos, labels and masks in order, and each photo’s share of the whole', () => {
  const parts = splitBatch(batch, 3);
  expect(parts.map(({ labels }) => labels)).toEqual([
    [0, 1],
    [2, 3],
    [4, 5, 6],
  ]);
  expect(parts.flatMap(({ inputs }) => [...inputs])).toEqual([...batch.inputs]);
  const shares = parts.flatMap(({ weights, labels }) => weights!.map((weight) => weight / labels.length));
  shares.forEach((share, index) => {
    expect(share).toBeCloseTo((index + 1) / 7, 12);
  });
  const masks = parts.flatMap(({ labels, dropoutMask: draw }) => [
    ...draw('dropout', 0.5, labels.length * 3),
  ]);
  expect(masks).toEqual([...batch.dropoutMask('dropout', 0.5, 21)]);
});

it('leaves a batch whole that is small enough', () => {
  expect(splitBatch(batch, 7)).toEqual([batch]);
  expect(splitBatch(batch, null)).toEqual([batch]);
});

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { madeModel, smallConvnet, smallVgg16 } from '../../../test/made-model.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { openBackend } from '../backend/open-backend.ts';
import { makePicture } from '../export/comparison-pictures.ts';
import { forward, preprocess } from '../models/forward.ts';
import { createParameters } from '../models/parameters.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import { openScorer } from './open-scorer.ts';
import { twoClassPairs } from './two-class-pairs.ts';

const twoClasses = madeModel({ network: smallVgg16, size: 48, classes: ['a', 'b'], boldness: 40 });
const threeClasses = madeModel({ network: smallConvnet, size: 96, classes: ['a', 'b', 'c'], boldness: 400 });

function pictures(model: TrainedModel, count: number): Uint8Array {
  const made = Array.from({ length: count }, (_, index) => makePicture(index, model.file.image.size));
  return Uint8Array.from(Buffer.concat(made));
}

/** The whole network layer by layer, in one batch: another way to the same numbers. */
async function byLayers(model: TrainedModel, pixels: Uint8Array, count: number): Promise<Float32Array> {
  const shape = [count, ...model.network.inputShape] as [number, number, number, number];
  const input = preprocess(tf.tensor4d(Int32Array.from(pixels), shape, 'int32'), model.network.preprocessing);
  const range = { from: 0, to: model.network.layers.length };
  return await forward(model.network, createParameters(model.weights), input, {
    ...range,
    dropout: null,
    logits: false,
  }).data<'float32'>();
}

describe.each(['auto', 'wasm'] as const)('a scorer on %s', (choice) => {
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openBackend(choice);
  });

  it('answers two classes with the second as p and the first as 1 - p', async () => {
    const pixels = pictures(twoClasses, 3);
    const scorer = await openScorer(backend, twoClasses);
    const scores = await scorer.score(pixels, 3);
    const expected = twoClassPairs(await byLayers(twoClasses, pixels, 3));
    expect(scorer.numClasses).toBe(2);
    expect(scores).toHaveLength(6);
    expect(largestDifference(scores, expected)).toBeLessThan(1e-5);
    scorer.close();
  });

  it('answers more classes, over several batches, without keeping memory', async () => {
    const pixels = pictures(threeClasses, 23);
    const scorer = await openScorer(backend, threeClasses);
    const scores = await scorer.score(pixels, 23);
    const { numTensors } = tf.memory();
    expect(await scorer.score(pixels, 23)).toEqual(scores);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(largestDifference(scores, await byLayers(threeClasses, pixels, 23))).toBeLessThan(1e-5);
    for (let row = 0; row < 23; row++)
      expect(scores.subarray(3 * row, 3 * row + 3).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    scorer.close();
  });

  it('gives back what it took', async () => {
    const before = tf.memory().numTensors;
    (await openScorer(backend, twoClasses)).close();
    expect(tf.memory().numTensors).toBe(before);
  });
});

function largestDifference(first: Float32Array, second: Float32Array): number {
  expect(first).toHaveLength(second.length);
  return Math.max(...first.map((value, index) => Math.abs(value - second[index]!)));
}

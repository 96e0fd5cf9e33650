import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import { openBackend } from '../backend/open-backend.ts';
import { makePicture } from '../export/comparison-pictures.ts';
import { forward, preprocess } from '../models/forward.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import { createParameters } from '../models/parameters.ts';
import { classActivationMap, type ClassActivationMap } from './class-activation-map.ts';

const size = 96;
const two = madeModel({ network: smallConvnet, size, classes: ['a', 'b'], boldness: 100 });
const three = madeModel({ network: smallConvnet, size, classes: ['a', 'b', 'c'], boldness: 100 });

function picture(model: TrainedModel): tf.Tensor4D {
  const pixels = tf.tensor4d(Int32Array.from(makePicture(1, size)), [1, size, size, 3], 'int32');
  return preprocess(pixels, model.network.preprocessing);
}

function mapOf(model: TrainedModel, classIndex: number): Promise<ClassActivationMap> {
  return classActivationMap(model.network, createParameters(model.weights), {
    input: picture(model),
    from: 0,
    classIndex,
  });
}

/** The map as it is defined: by the gradient of the class's probability itself. */
function byProbability(model: TrainedModel, classIndex: number): Float32Array {
  const { network } = model;
  const parameters = createParameters(model.weights);
  const last = network.layers.findLastIndex((layer) => layer.kind === 'conv2d');
  const run = (input: tf.Tensor, from: number, to: number): tf.Tensor =>
    forward(network, parameters, input, { from, to, dropout: null, logits: false });
  const activation = run(picture(model), 0, last + 1);
  const gradient = tf.grad((place) => {
    const answer = run(place, last + 1, network.layers.length);
    if (answer.size > 1) return answer.flatten().slice(classIndex, 1).asScalar();
    return classIndex === 1 ? answer.asScalar() : tf.sub(1, answer).asScalar();
  })(activation);
  const raw = tf.relu(tf.mean(tf.mul(activation, tf.mean(gradient, [0, 1, 2])), -1));
  return tf.div(raw, tf.max(raw)).dataSync<'float32'>();
}

beforeAll(async () => {
  await openBackend('auto');
});

describe('a class activation map', () => {
  it.each([
    ['the first of two classes', two, 0],
    ['the second of two classes', two, 1],
    ['one of three classes', three, 0],
    ['another of three classes', three, 2],
  ] as const)('is that of the probability of %s', async (_, model, classIndex) => {
    const map = await mapOf(model, classIndex);
    const expected = byProbability(model, classIndex);
    // Where no place speaks for the class, the definition divides by 0.
    if (expected.some(Number.isNaN)) expect(map.values.every((value) => value === 0)).toBe(true);
    else
      map.values.forEach((value, place) => {
        expect(value).toBeCloseTo(expected[place]!, 3);
      });
  });

  it('has the last convolution’s places, from 0 to 1, and differs from class to class', async () => {
    const maps = await Promise.all([0, 1, 2].map((classIndex) => mapOf(three, classIndex)));
    for (const { height, width, values } of maps) {
      expect([height, width, values.length]).toEqual([8, 8, 64]);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    }
    expect(maps.some(({ values }) => Math.abs(Math.max(...values) - 1) < 1e-5)).toBe(true);
    const distinct = new Set(maps.map(({ values }) => values.map((value) => Math.round(value * 100)).join()));
    expect(distinct.size).toBeGreaterThan(1);
  });

  it('does not fade where the network is certain', async () => {
    const certain = madeModel({ network: smallConvnet, size, classes: ['a', 'b'], boldness: 1e6 });
    const unsure = await Promise.all([0, 1].map((classIndex) => mapOf(two, classIndex)));
    const sure = await Promise.all([0, 1].map((classIndex) => mapOf(certain, classIndex)));
    for (const classIndex of [0, 1])
      sure[classIndex]!.values.forEach((value, place) => {
        expect(value).toBeCloseTo(unsure[classIndex]!.values[place]!, 4);
      });
    expect(Math.max(...sure.flatMap(({ values }) => [...values]))).toBeCloseTo(1, 5);
  });

  it('leaves no tensor behind', async () => {
    const parameters = createParameters(two.weights);
    const input = picture(two);
    const before = tf.memory().numTensors;
    await classActivationMap(two.network, parameters, { input, from: 0, classIndex: 1 });
    expect(tf.memory().numTensors).toBe(before);
  });
});

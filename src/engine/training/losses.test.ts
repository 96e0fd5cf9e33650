import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { countCorrect, crossEntropy, photoLosses, weightPenalty, targetsOf } from './losses.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe('crossEntropy', () => {
  it('is -log of the probability of the truth, for one sigmoid unit', () => {
    const losses = crossEntropy(tf.tensor2d([[2], [2], [0]]), targetsOf([1, 0, 1], 1)).dataSync();
    [-Math.log(sigmoid(2)), -Math.log(1 - sigmoid(2)), Math.log(2)].forEach((expected, index) => {
      expect(losses[index]).toBeCloseTo(expected, 5);
    });
  });

  it('is -log of the probability of the truth, for softmax units', () => {
    const losses = crossEntropy(
      tf.tensor2d([
        [1, 2, 3],
        [0, 0, 0],
      ]),
      targetsOf([2, 1], 3),
    ).dataSync();
    const total = Math.exp(1) + Math.exp(2) + Math.exp(3);
    expect(losses[0]).toBeCloseTo(-Math.log(Math.exp(3) / total), 5);
    expect(losses[1]).toBeCloseTo(Math.log(3), 5);
  });

  it('stays finite for logits of any size', () => {
    const losses = crossEntropy(tf.tensor2d([[200], [-200]]), targetsOf([0, 0], 1)).dataSync();
    expect(losses[0]).toBeCloseTo(200, 3);
    expect(losses[1]).toBeCloseTo(0, 6);
    expect(crossEntropy(tf.tensor2d([[500, -500]]), targetsOf([1], 2)).dataSync()[0]).toBeCloseTo(1000, 2);
  });

  it.each([1, 3])('has the gradient that finite differences give, for %i outputs', (numOutputs) => {
    const logits = Array.from({ length: 2 * numOutputs }, (_, index) => Math.sin(index + 1));
    const labels = [numOutputs === 1 ? 1 : 2, 0];
    // Photos weigh 1 and 3, so that the gradient from above is used.
    const total = (values: readonly number[]): tf.Scalar => {
      const losses = crossEntropy(tf.tensor2d([...values], [2, numOutputs]), targetsOf(labels, numOutputs));
      return tf.sum(tf.mul(losses, tf.tensor1d([1, 3])));
    };
    const gradient = tf
      .grad((x) =>
        tf.sum(tf.mul(crossEntropy(x as tf.Tensor2D, targetsOf(labels, numOutputs)), tf.tensor1d([1, 3]))),
      )(tf.tensor2d(logits, [2, numOutputs]))
      .dataSync();
    const step = 1e-2;
    logits.forEach((_, index) => {
      const moved = (by: number): number =>
        total(logits.map((value, at) => (at === index ? value + by : value))).dataSync()[0]!;
      expect(gradient[index]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 3);
    });
  });
});

describe('the losses of support vector machines', () => {
  const losses = (logits: number[][], labels: number[], kind: 'hinge' | 'squared-hinge'): number[] => [
    ...photoLosses(tf.tensor2d(logits), targetsOf(labels, logits[0]!.length), kind).dataSync(),
  ];

  it('are what a margin lacks to 1, or its square, summed over the machines', () => {
    expect(losses([[2], [0.25], [0.25]], [1, 1, 0], 'hinge')).toEqual([0, 0.75, 1.25]);
    expect(losses([[2], [0.25], [0.25]], [1, 1, 0], 'squared-hinge')).toEqual([0, 0.5625, 1.5625]);
    expect(losses([[0.5, -2, 0]], [0], 'hinge')).toEqual([1.5]);
    expect(losses([[0.5, -2, 0]], [0], 'squared-hinge')).toEqual([1.25]);
  });

  it.each(['hinge', 'squared-hinge'] as const)('%s: has the slope that it rises by', (kind) => {
    const logits = [0.3, -1.7, 0.2, 1.4, -0.4, 2.5];
    const total = (values: readonly number[]): tf.Scalar =>
      tf.sum(
        tf.mul(
          photoLosses(tf.tensor2d([...values], [2, 3]), targetsOf([2, 0], 3), kind),
          tf.tensor1d([1, 3]),
        ),
      );
    const gradient = tf
      .grad((x) =>
        tf.sum(tf.mul(photoLosses(x as tf.Tensor2D, targetsOf([2, 0], 3), kind), tf.tensor1d([1, 3]))),
      )(tf.tensor2d(logits, [2, 3]))
      .dataSync();
    const step = 1e-2;
    logits.forEach((_, index) => {
      const moved = (by: number): number =>
        total(logits.map((value, at) => (at === index ? value + by : value))).dataSync()[0]!;
      expect(gradient[index]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 2);
    });
  });
});

describe('countCorrect', () => {
  it('asks for more than 1/2 of one unit, and for the largest of several', () => {
    const one = countCorrect(tf.tensor2d([[0.1], [-0.1], [0], [3]]), targetsOf([1, 0, 1, 0], 1));
    expect(one.dataSync()[0]).toBe(2);
    const three = countCorrect(
      tf.tensor2d([
        [1, 2, 0],
        [5, 4, 3],
      ]),
      targetsOf([1, 2], 3),
    );
    expect(three.dataSync()[0]).toBe(1);
  });
});

describe('weightPenalty', () => {
  it('sums the squares of kernels, and of biases where that is wished', () => {
    const parameters = new Map<string, tf.Tensor>([
      ['a/kernel', tf.tensor2d([[1, 2]])],
      ['a/bias', tf.tensor1d([100])],
      ['b/kernel', tf.tensor1d([3])],
    ]);
    const penalty = (l2Biases: boolean): number =>
      weightPenalty(parameters, { l2: 0.5, l2Biases }).dataSync()[0]!;
    expect(penalty(false)).toBeCloseTo(7, 5);
    expect(penalty(true)).toBeCloseTo(5007, 2);
  });
});

import { describe, expect, it } from 'vitest';
import type { InitialiserConfig } from '../../shared/recipe.ts';
import { describeNetwork } from './describe-network.ts';
import { initialiseWeights } from './initialise-weights.ts';

const network = describeNetwork(
  { kind: 'base', base: 'vgg16', units: 16, dropout: 0.5 },
  { size: 64, fit: 'stretch' },
  3,
);
const head = 18;
const convnet = describeNetwork(
  { kind: 'small-convnet', units: 8, dropout: 0 },
  { size: 48, fit: 'stretch' },
  2,
);

describe('initialiseWeights', () => {
  const weights = initialiseWeights(network, 7, head);

  it('fills the layers from the one given, in order', () => {
    expect([...weights.keys()]).toEqual([
      'dense/kernel',
      'dense/bias',
      'predictions/kernel',
      'predictions/bias',
    ]);
    expect(weights.get('dense/kernel')!.shape).toEqual([2048, 16]);
    expect(weights.get('predictions/bias')).toEqual({ shape: [3], values: new Float32Array(3) });
  });

  it('draws evenly within the Glorot limit', () => {
    const { values } = weights.get('dense/kernel')!;
    const limit = Math.sqrt(6 / (2048 + 16));
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(variance / (limit ** 2 / 3)).toBeCloseTo(1, 1);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0, 2);
  });

  it('counts the kernel area into the fans of a convolution', () => {
    const { values } = initialiseWeights(convnet, 7).get('conv2d/kernel')!;
    const limit = Math.sqrt(6 / (9 * (3 + 32)));
    const largest = Math.max(...values.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(limit);
    expect(largest).toBeGreaterThan(0.98 * limit);
  });

  it('depends on the seed and not on where it starts', () => {
    const kernel = (seed: number, from: number): unknown =>
      initialiseWeights(convnet, seed, from).get('dense/kernel');
    expect(kernel(7, 9)).toEqual(kernel(7, 0));
    expect(kernel(8, 9)).not.toEqual(kernel(7, 9));
  });

  it('draws He normal cut off at two deviations, and a plain normal with the deviation given', () => {
    const fanIn = 2048;
    const drawn = (initialiser: InitialiserConfig): Float32Array =>
      initialiseWeights(network, 7, head, { initialiser, initialBias: 0 }).get('dense/kernel')!.values;
    const he = drawn({ kind: 'he-normal' });
    // Of 32,768 draws the deviation is known to 0.4 %.
    expect(Math.abs(deviation(he) / Math.sqrt(2 / fanIn) - 1)).toBeLessThan(0.015);
    const limit = (2 * Math.sqrt(2 / fanIn)) / 0.87962566;
    const largest = Math.max(...he.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(limit);
    expect(largest).toBeGreaterThan(0.98 * limit);
    const normal = drawn({ kind: 'normal', deviation: 0.01 });
    expect(Math.abs(deviation(normal) / 0.01 - 1)).toBeLessThan(0.015);
    // A standard normal lies within 1, 2 and 3 deviations in these shares.
    for (const [bound, share] of [
      [1, 0.6827],
      [2, 0.9545],
      [3, 0.9973],
    ] as const)
      expect(normal.filter((value) => Math.abs(value) < bound * 0.01).length / normal.length).toBeCloseTo(
        share,
        2,
      );
  });

  it('begins biases where it is told', () => {
    const beginning = { initialiser: { kind: 'glorot-uniform' }, initialBias: 0.5 } as const;
    expect(initialiseWeights(network, 7, head, beginning).get('dense/bias')!.values).toEqual(
      new Float32Array(16).fill(0.5),
    );
  });
});

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream, shuffled } from './random.ts';

const draws = (stream: { next(): number }, count: number): number[] =>
  Array.from({ length: count }, () => stream.next());

describe('randomStream', () => {
  it('gives the same draws for the same keys and others for any other key', () => {
    const first = draws(randomStream(7, 'order', 1, 'a'), 5);
    expect(draws(randomStream(7, 'order', 1, 'a'), 5)).toEqual(first);
    for (const other of [
      randomStream(8, 'order', 1, 'a'),
      randomStream(7, 'copy', 1, 'a'),
      randomStream(7, 'order', 1, 'b'),
    ])
      expect(draws(other, 5)).not.toEqual(first);
  });

  it('keeps keys apart: (1, 23) is not (12, 3)', () => {
    expect(randomStream(0, 'p', 1, 23).next()).not.toBe(randomStream(0, 'p', 12, 3).next());
  });

  it('is even: mean 1/2, variance 1/12, every tenth as full as the others', () => {
    const values = draws(randomStream(1, 'even'), 100_000);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(0.5, 2);
    expect(variance).toBeCloseTo(1 / 12, 3);
    const tenths = new Array<number>(10).fill(0);
    for (const value of values) tenths[Math.floor(value * 10)]!++;
    // Chi-square with 9 degrees of freedom: above 27.9 once in 1,000.
    expect(tenths.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
  });

  it('first draws of neighbouring keys are not alike', () => {
    const values = Array.from({ length: 20_000 }, (_, key) => randomStream(3, 'first', key).next());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const lag = values
      .slice(1)
      .reduce((sum, value, index) => sum + (value - mean) * (values[index]! - mean), 0);
    expect(mean).toBeCloseTo(0.5, 1);
    expect(Math.abs((lag / values.length) * 12)).toBeLessThan(0.03);
  });
});

describe('shuffled', () => {
  it('keeps every item and leaves its input alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const before = [...items];
        const result = shuffled(items, randomStream(seed, 'shuffle'));
        expect(items).toEqual(before);
        expect([...result].sort((a, b) => a - b)).toEqual([...before].sort((a, b) => a - b));
      }),
    );
  });
});

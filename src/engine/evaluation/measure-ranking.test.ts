import { describe, expect, it } from 'vitest';
import { measureRanking, topK } from './measure-ranking.ts';

describe('measureRanking', () => {
  it('ranks by the second of two classes', () => {
    const found = measureRanking(
      new Float32Array([0.9, 0.1, 0.6, 0.4, 0.65, 0.35, 0.2, 0.8]),
      [0, 0, 1, 1],
      2,
    );
    expect(found).toMatchObject({ rocArea: 0.75 });
    expect(found!.averagePrecision).toBeCloseTo(0.8333333, 6);
  });

  it('keeps a curve of thousands of photos small, and its ends', () => {
    const count = 5000;
    const probabilities = Float32Array.from({ length: 2 * count }, (_, index) =>
      index % 2 === 1 ? index / (2 * count) : 1 - (index + 1) / (2 * count),
    );
    const { curve } = measureRanking(
      probabilities,
      Array.from({ length: count }, (_, row) => row % 2),
      2,
    )!;
    expect(curve.length).toBeLessThanOrEqual(201);
    expect(curve.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 });
  });

  it('says nothing of more classes, or of photos of one class', () => {
    expect(measureRanking(new Float32Array(3).fill(1 / 3), [0], 3)).toBeNull();
    expect(measureRanking(new Float32Array([0.5, 0.5]), [0], 2)).toBeNull();
  });
});

describe('topK', () => {
  it('counts classes among the k likeliest, the first of equals first', () => {
    const probabilities = new Float32Array([0.4, 0.3, 0.2, 0.1, 0.25, 0.25, 0.25, 0.25]);
    expect(topK(probabilities, [2, 3], 4)).toEqual([{ k: 3, correct: 1 }]);
  });

  it('is of no use for few classes', () => {
    expect(topK(new Float32Array([0.5, 0.5]), [0], 2)).toEqual([]);
  });
});

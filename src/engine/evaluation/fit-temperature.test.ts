import { describe, expect, it } from 'vitest';
import { randomStream } from '../../shared/random.ts';
import { fitTemperature } from './fit-temperature.ts';

/** Logits whose probabilities tell the truth, and labels drawn by them; `numOutputs` 1: two classes. */
function honest(count: number, numOutputs: number): { logits: Float32Array; labels: number[] } {
  const draw = randomStream(1, 'temperature');
  const logits = Float32Array.from({ length: count * numOutputs }, () => draw.between(-3, 3));
  const labels = Array.from({ length: count }, (_, row) => {
    const own = [...logits.subarray(row * numOutputs, (row + 1) * numOutputs)];
    const scores = numOutputs === 1 ? [0, ...own] : own;
    const powers = scores.map(Math.exp);
    const total = powers.reduce((sum, power) => sum + power, 0);
    let left = draw.next() * total;
    return Math.max(
      0,
      powers.findIndex((power) => (left -= power) < 0),
    );
  });
  return { logits, labels };
}

describe('fitTemperature', () => {
  it.each([1, 2, 5])('finds the temperature that made %i outputs too sure', (numOutputs) => {
    const { logits, labels } = honest(4000, numOutputs);
    expect(fitTemperature(logits, labels)).toBeGreaterThan(0.9);
    expect(fitTemperature(logits, labels)).toBeLessThan(1.1);
    const tooSure = logits.map((logit) => 3 * logit);
    expect(fitTemperature(tooSure, labels) / fitTemperature(logits, labels)).toBeCloseTo(3, 3);
  });

  it('stays careful where every photo is answered right', () => {
    const logits = new Float32Array([-2, 2, -2, 2, -2, 2]);
    // The target for six photos is 13/14: ln 13 is the logit that says so.
    expect(fitTemperature(logits, [0, 1, 0, 1, 0, 1])).toBeCloseTo(2 / Math.log(13), 4);
  });

  it('changes nothing without photos, and is finite where logits say nothing', () => {
    expect(fitTemperature(new Float32Array(), [])).toBe(1);
    expect(Number.isFinite(fitTemperature(new Float32Array([0, 0]), [0, 1]))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { divergenceWatch, rateCurve, sweptRates } from './rate-sweep.ts';
import { randomStream } from './random.ts';

const rates = sweptRates(1e-7, 10, 100);

/** A loss that falls around `fall`, by a logistic curve over a decade, and breaks up around `end`. */
function madeLosses(fall: number, end: number, noise: number): number[] {
  const stream = randomStream(1, 'losses');
  return rates.map((rate) => {
    const fallen = 1 / (1 + (fall / rate) ** 2);
    return 0.7 - 0.5 * fallen + 3 * Math.max(0, Math.log10(rate / end)) ** 2 + stream.between(-noise, noise);
  });
}

const curveOf = (losses: readonly number[]) =>
  rateCurve(losses.map((loss, index) => ({ rate: rates[index]!, loss })));

describe('sweptRates', () => {
  it('grows by one factor from the first rate to the last', () => {
    expect(rates[0]).toBe(1e-7);
    expect(rates.at(-1)).toBeCloseTo(10, 9);
    const factors = rates.slice(1).map((rate, index) => rate / rates[index]!);
    expect(Math.max(...factors) - Math.min(...factors)).toBeLessThan(1e-9);
    expect(sweptRates(0.1, 1, 1)).toEqual([0.1]);
  });
});

describe('rateCurve', () => {
  it.each([0, 0.05])('finds where a made loss falls fastest, with noise of %d', (noise) => {
    const { steepest, lowest, suggestion } = curveOf(madeLosses(1e-4, 1e-2, noise));
    expect(Math.abs(Math.log10(steepest! / 1e-4))).toBeLessThan(0.5);
    expect(lowest).toBeGreaterThan(1e-3);
    expect(suggestion).toBe(Number(Math.min(steepest!, lowest / 10).toPrecision(2)));
  });

  it('suggests nothing where the loss never falls', () => {
    expect(curveOf(rates.map(() => 0.7))).toMatchObject({ steepest: null, suggestion: null });
    expect(curveOf(rates.map((rate) => 0.7 + rate))).toMatchObject({ suggestion: null });
    expect(rateCurve([{ rate: 1, loss: 2 }])).toMatchObject({ lowest: 1, suggestion: null });
  });
});

describe('divergenceWatch', () => {
  it('ends where the running loss is four times its best, or no number', () => {
    const watch = divergenceWatch();
    expect(Array.from({ length: 30 }, () => watch(1))).not.toContain(true);
    const climb = Array.from({ length: 30 }, () => watch(6));
    expect(climb.indexOf(true)).toBeGreaterThan(5);
    expect(divergenceWatch()(Number.NaN)).toBe(true);
    expect(divergenceWatch()(Infinity)).toBe(true);
  });

  it('does not end on one bad batch', () => {
    const watch = divergenceWatch();
    const losses = [...Array.from({ length: 20 }, () => 1), 8, 1, 1];
    expect(losses.map(watch)).not.toContain(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyAxis, epochTicks, lossAxis } from './axis.ts';

describe('epochTicks', () => {
  it('marks the first, round ones and the last', () => {
    expect(epochTicks(90)).toEqual([1, 15, 30, 45, 60, 75, 90]);
    expect(epochTicks(130)).toEqual([1, 25, 50, 75, 100, 130]);
    expect(epochTicks(5)).toEqual([1, 2, 3, 4, 5]);
    expect(epochTicks(1)).toEqual([1]);
  });

  it('keeps its marks apart and in order at every length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100_000 }), (last) => {
        const ticks = epochTicks(last);
        expect(ticks[0]).toBe(1);
        expect(ticks.at(-1)).toBe(last);
        expect(ticks.length).toBeLessThanOrEqual(8);
        const gaps = ticks.slice(1).map((tick, index) => tick - ticks[index]!);
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(Math.max(1, last / 25));
      }),
    );
  });
});

describe('accuracyAxis', () => {
  it('begins at a round share below the lowest value and ends at 1', () => {
    expect(accuracyAxis([0.787, 0.97])).toMatchObject({
      low: 0.75,
      high: 1,
      ticks: [0.75, 0.8, 0.85, 0.9, 0.95, 1],
    });
    expect(accuracyAxis([0.5, 0.6])).toMatchObject({ low: 0.5, ticks: [0.5, 0.6, 0.7, 0.8, 0.9, 1] });
    expect(accuracyAxis([1, 1]).low).toBe(0.99);
    expect(accuracyAxis([0])).toMatchObject({ low: 0, high: 1 });
    expect(accuracyAxis([])).toMatchObject({ low: 0.5, high: 1 });
  });

  it('holds every value', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
        const { low, high } = accuracyAxis(values);
        expect(high).toBe(1);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(Math.min(...values) + 1e-9);
      }),
    );
  });
});

describe('lossAxis', () => {
  it('begins at 0 and ends at a round value above the highest', () => {
    expect(lossAxis([0.5, 0.07])).toEqual({ low: 0, high: 0.6, ticks: [0, 0.2, 0.4, 0.6], digits: 1 });
    expect(lossAxis([0.035]).digits).toBe(2);
    expect(lossAxis([])).toMatchObject({ low: 0, high: 1 });
    expect(lossAxis([Number.NaN, 2]).high).toBe(2);
  });

  it('holds every value with few marks', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (value) => {
        const { high, ticks } = lossAxis([value]);
        expect(high).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { keyedValue, moveKnob, snap } from './range-values.ts';

const rule = { min: 0, max: 1, step: 0.05, mirrored: false };

describe('a range', () => {
  it('snaps to its steps, without dust', () => {
    expect(snap(0.3001, rule)).toBe(0.3);
    expect(snap(-4, rule)).toBe(0);
    expect(snap(9, rule)).toBe(1);
  });
  it('lets no knob pass the other', () => {
    expect(moveKnob({ low: 0.2, high: 0.6 }, 'low', 0.9, rule)).toEqual({ low: 0.6, high: 0.6 });
    expect(moveKnob({ low: 0.2, high: 0.6 }, 'high', 0.1, rule)).toEqual({ low: 0.2, high: 0.2 });
  });
  it('moves mirrored knobs together', () => {
    const mirrored = { min: -90, max: 90, step: 1, mirrored: true };
    expect(moveKnob({ low: -10, high: 10 }, 'high', 25, mirrored)).toEqual({ low: -25, high: 25 });
    expect(moveKnob({ low: -10, high: 10 }, 'low', -40, mirrored)).toEqual({ low: -40, high: 40 });
    expect(moveKnob({ low: -10, high: 10 }, 'low', 5, mirrored)).toEqual({ low: 0, high: 0 });
  });
  it('answers the keys of a slider', () => {
    expect(keyedValue('ArrowRight', 0.5, rule)).toBeCloseTo(0.55);
    expect(keyedValue('PageDown', 0.5, rule)).toBeCloseTo(0);
    expect(keyedValue('Home', 0.5, rule)).toBe(0);
    expect(keyedValue('End', 0.5, rule)).toBe(1);
    expect(keyedValue('Tab', 0.5, rule)).toBeNull();
  });
});

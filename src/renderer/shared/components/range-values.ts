export type End = 'low' | 'high';

export interface RangeRule {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Two knobs at the same distance from the middle; they move together. */
  readonly mirrored: boolean;
}

export interface RangeValue {
  readonly low: number;
  readonly high: number;
}

/** On the scale's steps and inside it, without the dust of binary fractions. */
export function snap(value: number, { min, max, step }: RangeRule): number {
  const stepped = min + Math.round((value - min) / step) * step;
  return Number(Math.min(max, Math.max(min, stepped)).toPrecision(12));
}

/** The range after one knob was moved to `wanted`; a knob does not pass the other one. */
export function moveKnob(range: RangeValue, end: End, wanted: number, rule: RangeRule): RangeValue {
  const value = snap(wanted, rule);
  if (rule.mirrored) {
    const middle = (rule.min + rule.max) / 2;
    const reach = end === 'high' ? Math.max(0, value - middle) : Math.max(0, middle - value);
    const round = (number: number): number => Number(number.toPrecision(12));
    return { low: round(middle - reach), high: round(middle + reach) };
  }
  return end === 'low'
    ? { low: Math.min(value, range.high), high: range.high }
    : { low: range.low, high: Math.max(value, range.low) };
}

/** Where a key moves a knob to; null for other keys. Arrows 1 step, Page 10, Home and End to the ends. */
export function keyedValue(key: string, value: number, rule: RangeRule): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return value + rule.step;
    case 'ArrowLeft':
    case 'ArrowDown':
      return value - rule.step;
    case 'PageUp':
      return value + 10 * rule.step;
    case 'PageDown':
      return value - 10 * rule.step;
    case 'Home':
      return rule.min;
    case 'End':
      return rule.max;
    default:
      return null;
  }
}

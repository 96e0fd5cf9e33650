export interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly parse: ((text: string) => number | null) | undefined;
}

/** The number that was typed, or null where it is none or outside its range. A decimal comma is taken as a point. */
export function readNumber(text: string, { min, max, integer, parse }: NumberRule): number | null {
  const plain = text.trim().replaceAll(/[\u00a0\u202f ]/gu, '');
  const value = parse ? parse(text) : plain === '' ? null : Number(plain.replace(',', '.'));
  if (value === null || !Number.isFinite(value) || value < min || value > max) return null;
  return integer && !Number.isInteger(value) ? null : value;
}

/** `value` one step on, inside its range, without the dust of binary fractions. */
export function stepped(value: number, by: number, { min, max }: Pick<NumberRule, 'min' | 'max'>): number {
  return Math.min(max, Math.max(min, Number((value + by).toPrecision(12))));
}

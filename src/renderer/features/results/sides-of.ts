import { mostSides, sideRange } from '../../../shared/test-methods.ts';

/** Sides in pixels as a person lists them, each once, the smallest first; null: none. Undefined where they are not such sides. */
export function sidesOf(text: string): readonly number[] | null | undefined {
  const parts = text.split(/[\s,;，、；]+/).filter(Boolean);
  if (parts.length === 0) return null;
  const sides = [...new Set(parts.map(Number))].sort((one, other) => one - other);
  const [least, most] = sideRange;
  const are = sides.every((side) => Number.isInteger(side) && side >= least && side <= most);
  return are && sides.length <= mostSides ? sides : undefined;
}

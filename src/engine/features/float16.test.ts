import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areFinite, fromFloat16Words, toFloat16Words } from './float16.ts';

/**
 * By the definition: the multiple of the magnitude's quantum that is nearest, of two the even one. All steps are exact
 * in float64.
 */
function reference(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  const magnitude = Math.abs(value);
  const exponent = Math.max(-14, Math.floor(Math.log2(magnitude)));
  const quantum = 2 ** (exponent - 10);
  const quotient = magnitude / quantum;
  const floor = Math.floor(quotient);
  const rest = quotient - floor;
  const rounded = (rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor) * quantum;
  return Math.sign(value) * (rounded > 65504 ? Infinity : rounded);
}

const float32 = (bits: number): number => {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits);
  return view.getFloat32(0);
};
const throughHalf = (values: readonly number[]): number[] => [
  ...fromFloat16Words(toFloat16Words(Float32Array.from(values))),
];

describe('half precision', () => {
  it('gives every one of the 65,536 words back', () => {
    const words = Uint16Array.from({ length: 0x10000 }, (_, word) => word);
    const back = toFloat16Words(fromFloat16Words(words));
    const isNotANumber = (word: number): boolean => (word & 0x7c00) === 0x7c00 && (word & 0x3ff) !== 0;
    expect(words.filter((word) => !isNotANumber(word) && back[word] !== word)).toEqual(new Uint16Array());
    expect(words.filter((word) => isNotANumber(word) !== isNotANumber(back[word]!))).toEqual(
      new Uint16Array(),
    );
  });

  it('tells numbers from what is none', () => {
    const wordsOf = (...values: readonly number[]): Uint16Array => toFloat16Words(Float32Array.from(values));
    expect(areFinite(wordsOf(0, -65_504, 1e-8))).toBe(true);
    for (const value of [65_536, -Infinity, NaN]) expect(areFinite(wordsOf(1, value))).toBe(false);
  });

  it('knows values of the standard', () => {
    const known = [
      [0x3c00, 1],
      [0xc000, -2],
      [0x7bff, 65504],
      [0x0400, 2 ** -14],
      [0x03ff, 1023 * 2 ** -24],
      [0x0001, 2 ** -24],
      [0x3555, 0.333251953125],
      [0x7c00, Infinity],
      [0x8000, -0],
    ] as const;
    for (const [word, value] of known) {
      expect(fromFloat16Words(Uint16Array.of(word))[0]).toBe(value);
      expect(toFloat16Words(Float32Array.of(value))[0]).toBe(word);
    }
    expect(toFloat16Words(Float32Array.of(NaN))[0]).toBe(0x7e00);
  });

  it('rounds any float32 to the nearest, ties to even', () => {
    const anyBits = fc.integer({ min: 0, max: 0xffffffff }).map(float32);
    fc.assert(
      fc.property(
        fc.array(
          anyBits.filter((value) => !Number.isNaN(value)),
          { maxLength: 40 },
        ),
        (values) => {
          expect(throughHalf(values)).toEqual(values.map(reference));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('rounds the middles between neighbours, and what is just beside them', () => {
    const values: number[] = [];
    for (let word = 0; word < 0x7c00; word++) {
      const [low, high] = fromFloat16Words(Uint16Array.of(word, word + 1)) as unknown as [number, number];
      const middle = (low + (high === Infinity ? 65536 : high)) / 2;
      const step = middle * 2 ** -22;
      values.push(middle, -middle, Math.fround(middle + step), Math.fround(middle - step));
    }
    const found = throughHalf(values);
    expect(values.filter((value, index) => !Object.is(found[index], reference(value)))).toEqual([]);
  });

  it('reads its part of a larger buffer only', () => {
    const all = Float32Array.of(9, 1, 2, 9);
    expect([...fromFloat16Words(toFloat16Words(all.subarray(1, 3)))]).toEqual([1, 2]);
  });
});

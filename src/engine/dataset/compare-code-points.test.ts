import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareCodePoints } from './compare-code-points.ts';

test('puts what is above the basic plane last, unlike the order by UTF-16 units', () => {
  const names = ['\u{1F431}', '\uFF21', 'b', 'a', 'Z', 'ab'];
  expect([...names].sort(compareCodePoints)).toEqual(['Z', 'a', 'ab', 'b', '\uFF21', '\u{1F431}']);
  expect([...names].sort()).not.toEqual([...names].sort(compareCodePoints));
});

test('agrees with a comparison of the lists of code points', () => {
  const points = (text: string) => Array.from(text, (character) => character.codePointAt(0)!);
  const sign = (first: readonly number[], second: readonly number[]): number => {
    const at = first.findIndex((point, index) => point !== second[index]);
    if (at < 0) return Math.sign(first.length - second.length);
    return at >= second.length ? 1 : Math.sign(first[at]! - second[at]!);
  };
  const text = fc
    .array(fc.constantFrom('a', '\uFF21', '\u{1F431}', '\u{1F436}', 'é'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (first, second) => {
      expect(Math.sign(compareCodePoints(first, second))).toBe(sign(points(first), points(second)));
    }),
  );
});

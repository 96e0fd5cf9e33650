import { expect, it } from 'vitest';
import { dropoutMask } from './dropout-mask.ts';

it('drops the share asked for, scales the rest, and depends on its keys alone', () => {
  const mask = dropoutMask(1, 0.25, 20_000, [0, 3, 7, 'dropout']);
  expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
  const dropped = mask.filter((value) => value === 0).length / mask.length;
  // Five standard deviations around a quarter.
  expect(Math.abs(dropped - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / mask.length));
  expect(dropoutMask(1, 0.25, 20_000, [0, 3, 7, 'dropout'])).toEqual(mask);
  for (const keys of [
    [1, 3, 7, 'dropout'],
    [0, 4, 7, 'dropout'],
    [0, 3, 8, 'dropout'],
    [0, 3, 7, 'other'],
  ])
    expect(dropoutMask(1, 0.25, 20_000, keys)).not.toEqual(mask);
  expect(dropoutMask(1, 0, 5, [])).toEqual(new Float32Array(5).fill(1));
});

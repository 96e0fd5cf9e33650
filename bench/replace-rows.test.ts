import { expect, it } from 'vitest';
import { replaceRows } from './replace-rows.ts';

it('puts fresh rows in the place of those of their name, keeps the others, and appends what is new', () => {
  const old = [
    ['disk', 'a'],
    ['clock', 'b'],
    ['clock', 'c'],
    ['two', 'd'],
  ];
  const fresh = [
    ['gpu', 'x'],
    ['clock', 'y'],
  ];
  expect(replaceRows(old, fresh)).toEqual([old[0], fresh[1], old[3], fresh[0]]);
  expect(replaceRows([], fresh)).toEqual(fresh);
});

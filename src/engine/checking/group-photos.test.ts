import { expect, it } from 'vitest';
import { groupPairs } from './group-photos.ts';

it('joins pairs through any chain, in the order of the numbers', () => {
  const pairs = [
    [7, 3],
    [1, 2],
    [9, 7],
    [2, 4],
    [3, 9],
  ].map(([first, second]) => ({ first: first!, second: second! }));
  expect(groupPairs(pairs)).toEqual([
    [1, 2, 4],
    [3, 7, 9],
  ]);
  expect(groupPairs([])).toEqual([]);
});

import { expect, it } from 'vitest';
import { groupsOf } from './set-variables.ts';

const variable = (name: string, ...shape: number[]): { name: string; shape: number[] } => ({ name, shape });
const namesOf = (given: readonly { name: string; shape: number[] }[]): string[][] =>
  groupsOf(given).map((group) => group.map(({ name }) => name));

it('lets small variables share a run, up to 16 MB, in their order', () => {
  expect(namesOf([])).toEqual([]);
  expect(namesOf([variable('a', 3, 3, 64, 64), variable('b', 64), variable('c')])).toEqual([['a', 'b', 'c']]);
  expect(namesOf([variable('a', 2048, 1024), variable('b', 2048, 1024), variable('c', 1)])).toEqual([
    ['a', 'b'],
    ['c'],
  ]);
});

it('gives a run of its own to what is larger than that', () => {
  const large = variable('large', 25088, 4096);
  expect(namesOf([variable('a', 8), large, large, variable('b', 8)])).toEqual([
    ['a'],
    ['large'],
    ['large'],
    ['b'],
  ]);
});

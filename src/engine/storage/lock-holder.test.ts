import { expect, it } from 'vitest';
import { holderHere, holderState, parseHolder, type Processes } from './lock-holder.ts';

const machine = { name: 'attic', id: '1f' };
const holder = { pid: 77, began: '500', machine };
const seen = (of: Partial<Processes>): Processes => ({
  ...{ machine, isAlive: () => true, began: () => '500' },
  ...of,
});

it('tells a living process from one that ended and from a later one of its number', () => {
  expect(holderState(holder, seen({}))).toBe('lives');
  expect(holderState(holder, seen({ isAlive: () => false }))).toBe('ended');
  expect(holderState(holder, seen({ began: () => '900' }))).toBe('ended');
});

it('takes nobody for dead whose start is hidden, as under hidepid', () => {
  expect(holderState(holder, seen({ began: () => '' }))).toBe('unsure');
  expect(holderState({ ...holder, began: '' }, seen({}))).toBe('unsure');
});

it.each([
  { name: 'cellar', id: '1f' },
  { name: 'attic', id: '2e' },
  { name: '', id: '' },
])('asks no pid of this computer about a process of %j', (elsewhere) => {
  const asked = seen({ isAlive: () => expect.unreachable() });
  expect(holderState({ ...holder, machine: elsewhere }, asked)).toBe('elsewhere');
});

it('knows itself from what it writes', () => {
  const read = parseHolder(JSON.stringify(holderHere()));
  expect(read).toEqual(holderHere());
  expect(holderState(read!)).toBe(process.platform === 'linux' ? 'lives' : 'unsure');
});

it.each(['', '{"pid":', '{"pid":-1}', '{"pid":"7"}', 'null', '7'])('finds no holder in %j', (content) => {
  expect(parseHolder(content)).toBeNull();
});

import { expect, test } from 'vitest';
import { clearFromSharedRoom, openSharedRoom, sharedRoomState } from './shared-room.ts';

test('two users of one state hold to its capacity together; what is heavier goes alone', async () => {
  const state = sharedRoomState(2);
  const rooms = [openSharedRoom(10, state, 0), openSharedRoom(10, state, 1)] as const;
  let inside = 0;
  const met: number[] = [];
  const work = (weight: number) => async (): Promise<void> => {
    inside += weight;
    met.push(inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= weight;
  };
  const weights = [4, 6, 5, 30, 3, 3, 9];
  await Promise.all(weights.map((weight, index) => rooms[(index % 2) as 0 | 1](weight, work(weight))));
  expect(met).toHaveLength(weights.length);
  expect(met.filter((total) => total > 10)).toEqual([30]);
  expect([...new Int32Array(state)].some(Boolean)).toBe(false);
});

test('work that fails leaves the room', async () => {
  const state = sharedRoomState(1);
  const failing = openSharedRoom(10, state, 0)(7, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect([...new Int32Array(state)].some(Boolean)).toBe(false);
});

test('what a thread that has ended had inside is given back, and nothing of the others', async () => {
  const state = sharedRoomState(2);
  const [ended, other] = [openSharedRoom(10, state, 0), openSharedRoom(10, state, 1)];
  void ended(7, () => new Promise(() => undefined));
  let leave = (): void => undefined;
  const staying = other(2, () => new Promise<void>((resolve) => (leave = resolve)));
  await new Promise((resolve) => setTimeout(resolve, 5));
  let isInside = false;
  const waiting = other(8, () => Promise.resolve((isInside = true)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isInside).toBe(false);
  clearFromSharedRoom(state, 0);
  expect([...new Int32Array(state)]).toEqual([2, 0, 2]);
  await waiting;
  clearFromSharedRoom(state, 0);
  leave();
  await staying;
  expect([...new Int32Array(state)]).toEqual([0, 0, 0]);
});

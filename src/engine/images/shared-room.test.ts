import { expect, test } from 'vitest';
import { openSharedRoom, sharedRoomState } from './shared-room.ts';

test('two users of one state hold to its capacity together; what is heavier goes alone', async () => {
  const state = sharedRoomState();
  const rooms = [openSharedRoom(10, state), openSharedRoom(10, state)] as const;
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
  expect(new Int32Array(state)[0]).toBe(0);
});

test('work that fails leaves the room', async () => {
  const state = sharedRoomState();
  const failing = openSharedRoom(10, state)(7, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(new Int32Array(state)[0]).toBe(0);
});

import { setTimeout as wait } from 'node:timers/promises';
import type { Room } from './decode-room.ts';

/** What is inside a room that threads share, seen by all of them: 32 bits for all, and for each thread's part. */
export function sharedRoomState(threads: number): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * (1 + threads));
}

/** Gives back what a thread that has ended had inside: others would wait for it for ever. */
export function clearFromSharedRoom(state: SharedArrayBuffer, thread: number): void {
  const inside = new Int32Array(state);
  Atomics.sub(inside, 0, Atomics.exchange(inside, 1 + thread, 0));
}

/** Milliseconds between two looks whether there is room: far less than the work that fills it takes. */
const pause = 4;

/**
 * As `openRoom`, over all threads that open it with the same state. Weights and capacity are whole numbers below 2^31.
 * Work heavier than the whole room waits until it is alone; threads do not know of each other's queues, so lighter
 * work of another one may pass it.
 *
 * @param thread 0 for the first one.
 */
export function openSharedRoom(capacity: number, state: SharedArrayBuffer, thread: number): Room {
  const inside = new Int32Array(state);
  const enter = (weight: number): boolean => {
    for (;;) {
      const before = Atomics.load(inside, 0);
      if (before > 0 && before + weight > capacity) return false;
      if (Atomics.compareExchange(inside, 0, before, before + weight) !== before) continue;
      Atomics.add(inside, 1 + thread, weight);
      return true;
    }
  };
  return async (weight, work) => {
    while (!enter(weight)) await wait(pause);
    try {
      return await work();
    } finally {
      Atomics.sub(inside, 1 + thread, weight);
      Atomics.sub(inside, 0, weight);
    }
  };
}

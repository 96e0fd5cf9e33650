import { expect, it } from 'vitest';
import { eventQueue } from './event-queue.ts';

it('gives what was pushed before and during the reading, in order, and ends', async () => {
  const queue = eventQueue<number>();
  queue.push(1);
  queue.push(2);
  setTimeout(() => {
    queue.push(3);
    queue.end();
    queue.push(4);
  }, 5);
  const read: number[] = [];
  for await (const item of queue) read.push(item);
  expect(read).toEqual([1, 2, 3]);
});

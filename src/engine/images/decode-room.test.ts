import { expect, test } from 'vitest';
import { openRoom } from './decode-room.ts';

test('never holds more than its capacity, and lets a giant in alone', async () => {
  const room = openRoom(10);
  let inside = 0;
  const order: number[] = [];
  const seen: { weight: number; inside: number }[] = [];
  const work = (weight: number): Promise<void> =>
    room(weight, async () => {
      inside += weight;
      order.push(weight);
      seen.push({ weight, inside });
      await new Promise((resolve) => setImmediate(resolve));
      inside -= weight;
    });
  await Promise.all([4, 6, 3, 25, 5, 5, 1].map(work));
  expect(order).toEqual([4, 6, 3, 25, 5, 5, 1]);
  for (const entry of seen) expect(entry.inside === entry.weight || entry.inside <= 10).toBe(true);
  expect(inside).toBe(0);
});

test('gives room back after a failure', async () => {
  const room = openRoom(1);
  await expect(room(1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(room(1, () => Promise.resolve('next'))).resolves.toBe('next');
});

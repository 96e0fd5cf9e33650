import { expect, it } from 'vitest';
import { openTurns } from './open-turns.ts';

it('runs so many at once, the others in their order, also after one that fails', async () => {
  const turns = openTurns(2);
  const [begun, most] = [[] as number[], { now: 0, ever: 0 }];
  const work = (index: number) => async (): Promise<number> => {
    begun.push(index);
    most.now += 1;
    most.ever = Math.max(most.ever, most.now);
    await new Promise((resolve) => setImmediate(resolve));
    most.now -= 1;
    if (index === 1) throw new Error('one fails');
    return index;
  };
  const ends = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => turns.take(work(index))));
  expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : null))).toEqual([0, null, 2, 3, 4]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(most.ever).toBe(2);
  expect(await turns.take(() => Promise.resolve('later'))).toBe('later');
});

it('begins nothing more once it is ended', async () => {
  const turns = openTurns(1);
  let finish = (): void => undefined;
  const first = turns.take(() => new Promise<void>((resolve) => (finish = resolve)));
  const begun: number[] = [];
  const others = [1, 2].map((index) => turns.take(() => Promise.resolve(begun.push(index))));
  turns.end();
  finish();
  await first;
  for (const other of others) await expect(other).rejects.toMatchObject({ code: 'cancelled' });
  await expect(turns.take(() => Promise.resolve())).rejects.toMatchObject({ code: 'cancelled' });
  expect(begun).toEqual([]);
});

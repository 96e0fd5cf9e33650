import { expect, test } from 'vitest';
import { LatestOnly } from './latest-only.ts';

test('one at a time, and the last of what was asked for meanwhile', async () => {
  const done: number[] = [];
  const finish: (() => void)[] = [];
  const latest = new LatestOnly<number>(
    (item) =>
      new Promise((resolve) => {
        finish.push(() => {
          done.push(item);
          resolve();
        });
      }),
  );
  for (const item of [1, 2, 3, 4]) latest.ask(item);
  expect(finish).toHaveLength(1);
  finish.shift()!();
  await new Promise((resolve) => setTimeout(resolve));
  expect(finish).toHaveLength(1);
  finish.shift()!();
  await new Promise((resolve) => setTimeout(resolve));
  expect(done).toEqual([1, 4]);
  latest.ask(5);
  finish.shift()!();
  expect(done).toEqual([1, 4, 5]);
});

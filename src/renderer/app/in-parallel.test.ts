import { describe, expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('work in parallel', () => {
  it('does every item, never more than the limit at a time', async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([...Array(20).keys()], 3, async (item) => {
      most = Math.max(most, (now += 1));
      await later();
      now -= 1;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.toSorted((one, other) => one - other)).toEqual([...Array(20).keys()]);
  });
  it('takes no new item after an error, which it throws', async () => {
    const begun: number[] = [];
    const work = inParallel([0, 1, 2, 3, 4, 5, 6, 7], 2, async (item) => {
      begun.push(item);
      await later();
      if (item === 1) throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await later();
    expect(begun.length).toBeLessThan(5);
  });
  it('stops when it is cancelled', async () => {
    const cancelling = new AbortController();
    let done = 0;
    const work = inParallel(
      [...Array(100).keys()],
      2,
      async () => {
        await later();
        if ((done += 1) === 4) cancelling.abort();
      },
      cancelling.signal,
    );
    await expect(work).rejects.toThrow();
    expect(done).toBeLessThan(10);
  });
});

import { expect, it } from 'vitest';
import { watchRenewal } from './watch-renewal.ts';

it('finds a lock stale after a minute without a renewal, whatever the times of its file say', () => {
  let now = 1_000;
  const watch = watchRenewal(() => now);
  const after = (milliseconds: number, state: string): boolean => {
    now += milliseconds;
    return watch.isStale(state);
  };
  // Renewed while its machine's clock is set back by years, and forth again.
  expect(after(0, 'held, 2026')).toBe(false);
  expect(after(59_000, 'held, 2026')).toBe(false);
  expect(after(5_000, 'held, 1999')).toBe(false);
  expect(after(59_000, 'held, 2040')).toBe(false);
  expect(after(60_001, 'held, 2040')).toBe(true);
  // Another one took it meanwhile.
  expect(after(1, 'taken, 2040')).toBe(false);
});

import { expect, it } from 'vitest';
import { watchRenewal } from './watch-renewal.ts';

/** A watch that is asked once a second for so long, or once after all of it. */
function watched() {
  let now = 1_000;
  const watch = watchRenewal(60_000, () => now);
  const pass = (milliseconds: number, state: string): boolean => {
    now += milliseconds;
    return watch.isStale(state);
  };
  const look = (seconds: number, state: string): boolean => {
    for (let second = 1; second < seconds; second++) pass(1_000, state);
    return pass(1_000, state);
  };
  return { pass, look };
}

it('finds a lock stale after a minute without a renewal, whatever the times of its file say', () => {
  const { look } = watched();
  // Renewed while its machine's clock is set back by years, and forth again.
  expect(look(59, 'held, 2026')).toBe(false);
  expect(look(59, 'held, 1999')).toBe(false);
  expect(look(61, 'held, 2040')).toBe(false);
  expect(look(1, 'held, 2040')).toBe(true);
  // Another one took it meanwhile.
  expect(look(1, 'taken, 2040')).toBe(false);
});

it('does not count the time in which it slept itself', () => {
  const { pass, look } = watched();
  expect(look(30, 'held')).toBe(false);
  expect(pass(3_600_000, 'held')).toBe(false);
  expect(look(29, 'held')).toBe(false);
  expect(look(3, 'held')).toBe(true);
});

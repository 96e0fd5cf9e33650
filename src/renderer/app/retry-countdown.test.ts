import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RetryCountdown } from './retry-countdown.ts';

describe('the wait before a new try', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function secondsOf(countdown: RetryCountdown): Promise<number> {
    const start = Date.now();
    const waited = countdown.wait().then(() => (Date.now() - start) / 1000);
    await vi.advanceTimersByTimeAsync(20_000);
    return waited;
  }

  it('is none at first, then 1, 3, 10 and 10 seconds', async () => {
    const countdown = new RetryCountdown(() => undefined);
    const waits = [];
    for (let attempt = 0; attempt < 5; attempt += 1) waits.push(await secondsOf(countdown));
    expect(waits).toEqual([0, 1, 3, 10, 10]);
  });

  it('begins anew once the service was heard', async () => {
    const countdown = new RetryCountdown(() => undefined);
    for (let attempt = 0; attempt < 4; attempt += 1) await secondsOf(countdown);
    countdown.heard();
    expect(await secondsOf(countdown)).toBe(1);
  });

  it('counts down by the second, and ends at once when asked', async () => {
    const told: (number | null)[] = [];
    const countdown = new RetryCountdown((left) => told.push(left));
    await secondsOf(countdown);
    await secondsOf(countdown);
    expect(told).toEqual([1, null]);
    const waiting = countdown.wait();
    await vi.advanceTimersByTimeAsync(1_000);
    countdown.now();
    await waiting;
    expect(told).toEqual([1, null, 3, 2, null]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toHaveLength(5);
  });
});

import { afterEach, expect, it, vi } from 'vitest';
import type { JobEvent } from '../../shared/job-events.ts';
import { progressMeter } from './progress-meter.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('reports at most four times a second, with a rate, wherever the clock on the wall is put', () => {
  const time = vi.spyOn(performance, 'now');
  const clock = vi.spyOn(Date, 'now');
  const events: JobEvent[] = [];
  time.mockReturnValue(10);
  clock.mockReturnValue(1_000_000);
  const meter = progressMeter((event) => events.push(event), 'scanning', 100);
  const steps = [
    [110, 5_000_000],
    [210, 900_000],
    [510, 900_300],
    [1_010, 0],
  ] as const;
  steps.forEach(([passed, wall], index) => {
    time.mockReturnValue(passed);
    clock.mockReturnValue(wall);
    meter.update(10 * (index + 1));
  });
  meter.finish(50);
  expect(events.map((event) => (event.kind === 'progress' ? [event.done, event.rate] : []))).toEqual([
    [10, 100],
    [30, 60],
    [40, 40],
    [50, 50],
  ]);
});

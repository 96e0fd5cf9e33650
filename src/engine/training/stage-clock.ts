import type { TimedStage } from '../../shared/stage.ts';

/** Measures how long the stages of a job take. Stages of one name add up. */
export interface StageClock {
  measure<Result>(stage: TimedStage, work: () => Promise<Result>): Promise<Result>;
  /** Seconds by stage, so far. */
  timings(): Readonly<Record<string, number>>;
  /** Since the clock was made. */
  seconds(): number;
}

export function startStageClock(): StageClock {
  const begin = performance.now();
  const seconds: Record<string, number> = {};
  return {
    async measure(stage, work) {
      const start = performance.now();
      try {
        return await work();
      } finally {
        seconds[stage] = (seconds[stage] ?? 0) + (performance.now() - start) / 1000;
      }
    },
    timings: () => ({ ...seconds }),
    seconds: () => (performance.now() - begin) / 1000,
  };
}

/** Peak resident memory of this process, bytes. */
export function peakMemoryBytes(): number {
  // Kilobytes on every system, by libuv.
  return process.resourceUsage().maxRSS * 1024;
}

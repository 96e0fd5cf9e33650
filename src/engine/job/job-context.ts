import type { Report } from '../../shared/job-events.ts';

/** What every long operation of the engine is given: where to report to, and how it is told to stop. */
export interface JobContext {
  readonly report: Report;
  /** Aborted: stop as soon as possible and throw `cancelled`. */
  readonly signal: AbortSignal;
  /** True once a pause was asked for: finish the batch, leave the last finished epoch as it is, throw `paused`. */
  readonly pauseRequested: () => boolean;
  /** True once an early end was asked for: end after the epoch, keep the best one so far and measure it. */
  readonly stopRequested: () => boolean;
}

/** A context that reports nothing and never stops, for tests and short operations. */
export const silentContext: JobContext = {
  report: () => undefined,
  signal: new AbortController().signal,
  pauseRequested: () => false,
  stopRequested: () => false,
};

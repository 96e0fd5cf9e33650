import type { runJob } from './run-job.ts';

/** Runs a job to its end; `runJob` unless a test stands in for it. */
export type JobRunner = typeof runJob;

import type { ErrorCode } from '../../shared/errors/error-facts.ts';
import { processChannel } from './process-channel.ts';

/** How a job's process ended. Nothing in it is a person's own but `detail`. */
export interface JobEnd {
  readonly job: string;
  readonly pid: number | undefined;
  readonly seconds: number;
  /** `result`, or its error's code; `job-crashed`: the process was gone without a last event. */
  readonly ended: 'result' | ErrorCode;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The last lines of its stderr; empty unless it crashed or ran out of memory. */
  readonly detail: string;
}

/** Many start jobs, one keeps the log. */
const ends = processChannel<JobEnd>('thaw:job-ended');

export const tellJobEnd = ends.tell;

/** Calls for every job of this process from now on. Returns how to stop that. */
export const watchJobEnds = ends.hear;

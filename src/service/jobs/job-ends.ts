import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ErrorCode } from '../../shared/errors/error-facts.ts';

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

/** Many start jobs, one keeps the log: Node's own channel between the two. */
const name = 'thaw:job-ended';
const ends = channel(name);

export function tellJobEnd(end: JobEnd): void {
  ends.publish(end);
}

/** Calls for every job of this process from now on. Returns how to stop that. */
export function watchJobEnds(listener: (end: JobEnd) => void): () => void {
  const heard = (end: unknown): void => {
    listener(end as JobEnd);
  };
  subscribe(name, heard);
  return () => {
    unsubscribe(name, heard);
  };
}

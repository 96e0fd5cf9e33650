import { readFileSync } from 'node:fs';
import type { KillMoment } from '../kills/killed-call.ts';

/** At the beginning of a stage something is done to the process of the call's job. */
export function toJobAt(stage: string, act: (job: number) => void): KillMoment {
  return {
    stage,
    milliseconds: 0,
    act: (pid) => {
      const jobs = childrenOf(pid);
      if (jobs.length === 0) throw new Error(`no job runs at ${stage}`);
      for (const job of jobs) act(job);
    },
  };
}

/** Processes that one has started (proc(5)). */
export function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

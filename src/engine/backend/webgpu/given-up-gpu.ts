import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { Report } from '../../../shared/job-events.ts';
import type { GpuFailure } from '../../../shared/gpu-failure.ts';

/** What this process's GPU did; null: nothing. A device is opened once a process, and a lost one computes no more. */
let failure: GpuFailure | null = null;

/** From now on no GPU by WebGPU is opened in this process; `report` hears why, once. */
export function giveUpGpu(found: GpuFailure, report: Report): void {
  if (failure) return;
  failure = found;
  const { gpu, reason } = found;
  report({ kind: 'notice', notice: { code: 'gpu-left', gpu, reason, epoch: null } });
}

/** The error of a GPU that was given up; null: there is none. */
export function errorOfGivenUpGpu(): ThawError | null {
  if (failure === null) return null;
  const { gpu, reason, detail } = failure;
  return new ThawError(reason === 'lost' ? 'gpu-lost' : 'gpu-out-of-memory', { gpu, detail });
}

import type { LeftGpu } from '../../shared/app/left-gpu.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import { processChannel } from './process-channel.ts';

/** Many start jobs, and the app hears of all. */
const left = processChannel<LeftGpu>('thaw:gpu-left');

/** Tells that a job left its GPU, where its event says so; a training's own screen does. */
export function tellLeftGpu({ job }: JobRequest, event: JobEvent): void {
  if (event.kind !== 'notice' || event.notice.code !== 'gpu-left') return;
  if (job === 'train' || job === 'resume') return;
  const { gpu, reason } = event.notice;
  left.tell({ gpu, reason });
}

/** Calls for every job of this process from now on. Returns how to stop that. */
export const hearLeftGpus = left.hear;

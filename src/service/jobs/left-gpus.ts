import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { LeftGpu } from '../../shared/app/left-gpu.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { JobRequest } from '../../shared/job-requests.ts';

/** Many start jobs, and the app hears of all: Node's own channel between the two, as in ./job-ends.ts. */
const name = 'thaw:gpu-left';
const left = channel(name);

/** Tells that a job left its GPU, where its event says so; a training's own screen does. */
export function tellLeftGpu({ job }: JobRequest, event: JobEvent): void {
  if (event.kind !== 'notice' || event.notice.code !== 'gpu-left') return;
  if (job === 'train' || job === 'resume') return;
  const { gpu, reason } = event.notice;
  left.publish({ gpu, reason } satisfies LeftGpu);
}

/** Calls for every job of this process from now on. Returns how to stop that. */
export function hearLeftGpus(listener: (left: LeftGpu) => void): () => void {
  const heard = (told: unknown): void => {
    listener(told as LeftGpu);
  };
  subscribe(name, heard);
  return () => {
    unsubscribe(name, heard);
  };
}

import type { LeftGpu } from '../../shared/app/left-gpu.ts';
import { eventQueue } from '../jobs/event-queue.ts';
import { hearLeftGpus } from '../jobs/left-gpus.ts';

/** Every GPU that a job leaves from now on, until `signal` is aborted. */
export async function* watchLeftGpus(signal: AbortSignal): AsyncGenerator<LeftGpu, void> {
  const queue = eventQueue<LeftGpu>();
  const stopHearing = hearLeftGpus((left) => {
    queue.push(left);
  });
  const end = (): void => {
    queue.end();
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    yield* queue;
  } finally {
    signal.removeEventListener('abort', end);
    stopHearing();
  }
}

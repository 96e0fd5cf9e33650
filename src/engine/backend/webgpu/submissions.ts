import type { DeviceGuard } from './guard-device.ts';
import type { WebgpuBackend } from './webgpu-parts.ts';

/** What work on a GPU that is read from seldom has to ask for itself. */
export interface Submissions {
  /**
   * Hands over what was asked so far, and settles when it is known whether it can be done; nothing is read for it. Throws
   * what DeviceGuard.check throws.
   */
  check(): Promise<void>;
  /**
   * Hands over what was asked so far, and waits until all but the last pieces of work so handed over are done: the
   * display is drawn between them, memory does not fill with what waits, and a cancel is heard.
   */
  admit(): Promise<void>;
}

/** Of a GPU's work: one that is computed, and one that is ready for it. */
const mostWaiting = 2;

type SubmittingBackend = Pick<WebgpuBackend, 'commandEncoder' | 'endComputePassEncoder' | 'submitQueue'> & {
  readonly device: Pick<WebgpuBackend['device'], 'queue'>;
};

const guards = new WeakMap<object, DeviceGuard>();

/** Called once for a backend; `guard` is its own. */
export function watchSubmissions(backend: object, guard: DeviceGuard): void {
  guards.set(backend, guard);
}

/** Those of a backend that is watched. */
export function openSubmissions(backend: SubmittingBackend): Submissions {
  const guard = guards.get(backend)!;
  const waiting: Promise<void>[] = [];
  const handOver = (): void => {
    if (backend.commandEncoder === null) return;
    backend.endComputePassEncoder();
    backend.submitQueue();
  };
  return {
    check() {
      handOver();
      return guard.check();
    },
    async admit() {
      handOver();
      // A lost device is told by the next check.
      waiting.push(backend.device.queue.onSubmittedWorkDone().catch(() => undefined));
      if (waiting.length > mostWaiting) await waiting.shift();
    },
  };
}

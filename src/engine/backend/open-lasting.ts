import type { Report } from '../../shared/job-events.ts';
import { gpuFailureOf } from '../../shared/gpu-failure.ts';
import type { ComputeBackend } from './compute-backend.ts';
import { openBackend } from './open-backend.ts';
import { errorOfGivenUpGpu, giveUpGpu } from './webgpu/given-up-gpu.ts';
import { asGpuMemoryError } from './webgpu/gpu-memory-error.ts';

/** What was opened on a backend, and outlasts the failure of a GPU. */
export interface Lasting<Opened> {
  /**
   * Does work with what is open. Where the GPU fails: once more from its beginning, on the processor, as all work after
   * it. Throws what the work throws, and what opening on the processor throws.
   */
  use<Done>(work: (opened: Opened) => Promise<Done>): Promise<Done>;
  close(): void;
}

interface Place<Opened> {
  readonly backend: ComputeBackend;
  readonly opened: Opened;
}

/**
 * Opens what computes on the fastest backend. Where that is a GPU by WebGPU which is lost or has not the memory for one
 * photo, it is opened anew on the processor, `report` hears of it once a process, and the GPU is left alone from then on.
 * Pieces of work may be under way side by side. Throws what openBackend and `open` throw.
 */
export async function openLasting<Opened extends { close(): void }>(
  open: (backend: ComputeBackend) => Opened | Promise<Opened>,
  report: Report = () => undefined,
  openBest: typeof openBackend = openBackend,
): Promise<Lasting<Opened>> {
  const begin = async (): Promise<Place<Opened>> => {
    const backend = await openBest('auto');
    try {
      return { backend, opened: await open(backend) };
    } catch (error) {
      leaveGpu(error, backend, report);
      return begin();
    }
  };
  let place = await begin();
  let moving: Promise<void> | null = null;
  const move = async (): Promise<void> => {
    place.opened.close();
    place = await begin();
  };
  const moveOnce = (): Promise<void> =>
    (moving ??= move().finally(() => {
      moving = null;
    }));
  return {
    async use(work) {
      if (place.backend.name === 'webgpu' && errorOfGivenUpGpu()) await moveOnce();
      const used = place;
      try {
        return await work(used.opened);
      } catch (error) {
        // Work that is under way while another piece leaves the GPU finds what it used closed.
        if (place === used) {
          if (moving === null) leaveGpu(error, used.backend, report);
          await moveOnce();
        }
        return work(place.opened);
      }
    },
    close() {
      place.opened.close();
    },
  };
}

/** The fastest backend, for work that opens what it needs by itself. Throws what openBackend throws. */
export function openLastingBackend(
  report: Report,
): Promise<Lasting<{ readonly backend: ComputeBackend; close(): void }>> {
  return openLasting((backend) => ({ backend, close: () => undefined }), report);
}

/** Gives up the GPU by whose failure work ended. Throws the error where it is another one. */
function leaveGpu(error: unknown, backend: ComputeBackend, report: Report): void {
  const failure = backend.name === 'webgpu' ? gpuFailureOf(asGpuMemoryError(error, backend)) : null;
  if (failure === null) throw error;
  giveUpGpu(failure, report);
}

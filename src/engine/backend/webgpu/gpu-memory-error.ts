import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { ComputeBackend } from '../compute-backend.ts';
import { asOutOfMemory, isOutOfMemory } from '../out-of-memory.ts';

/** WebGPU's own, and those of ./guard-device.ts. */
const gpuSayings = /createBuffer failed|WebGPU memory ran out/;

/**
 * An error that ends a run's work on a backend: memory that a GPU by WebGPU did not have as `gpu-out-of-memory`; all else,
 * the machine's own memory too, as it came.
 */
export function asGpuMemoryError(
  error: unknown,
  { name, facts }: { readonly name: ComputeBackend['name']; readonly facts: { readonly device: string } },
): unknown {
  if (name !== 'webgpu' || !isOutOfMemory(error)) return error;
  const gpu = facts.device;
  const { work, detail } = asOutOfMemory(error, '').facts;
  // The guard of a device names it as the work.
  if (work !== gpu && !gpuSayings.test(detail)) return error;
  return new ThawError('gpu-out-of-memory', { gpu, detail }, { cause: error });
}

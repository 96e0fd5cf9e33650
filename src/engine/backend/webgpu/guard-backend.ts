import { isOutOfMemory } from '../out-of-memory.ts';
import type { DeviceGuard, LossGuard } from './guard-device.ts';
import type { BufferPool, GpuBuffer, GuardedBackend } from './webgpu-parts.ts';

/**
 * Makes tfjs's backend say at the next reading what its device could not do; without it, a tensor that found no room is
 * read as zeros. After memory ran out, no buffer that was in use or kept for later is used for another tensor. Gives a
 * guard that says the same without a reading.
 */
export function guardBackend(backend: GuardedBackend, guard: LossGuard): DeviceGuard {
  const { bufferManager: pool } = backend;
  /** In use when memory ran out. */
  const condemned = new WeakSet<GpuBuffer>();
  const release = pool.releaseBuffer.bind(pool);
  pool.releaseBuffer = (buffer, reuse = true) => {
    release(buffer, reuse && !condemned.has(buffer));
  };
  const condemnAfter = (error: unknown): void => {
    if (!isOutOfMemory(error)) return;
    for (const buffer of [...pool.usedBuffers.values()].flat()) condemned.add(buffer);
    destroyKept(pool);
  };
  const causeOf = (error: unknown): unknown => (isOutOfMemory(error) ? error : guard.explain(error));
  const read = backend.read.bind(backend);
  backend.read = async (data) => {
    // Both begin at once: what the reading asks of the device is looked at, too.
    const [values, checked] = await Promise.allSettled([read(data), guard.check()]);
    if (checked.status === 'fulfilled' && values.status === 'fulfilled') return values.value;
    const error: unknown =
      checked.status === 'rejected'
        ? checked.reason
        : await causeOf((values as PromiseRejectedResult).reason);
    condemnAfter(error);
    throw error;
  };
  return {
    async check() {
      try {
        await guard.check();
      } catch (error) {
        condemnAfter(error);
        throw error;
      }
    },
  };
}

/** Frees what is kept for later. */
function destroyKept(pool: BufferPool): void {
  for (const buffers of pool.freeBuffers.values())
    for (const buffer of buffers.splice(0)) {
      buffer.destroy();
      pool.numFreeBuffers--;
      pool.numBytesAllocated -= buffer.size;
    }
}

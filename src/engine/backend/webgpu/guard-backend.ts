import { isOutOfMemory } from '../out-of-memory.ts';
import type { DeviceGuard } from './guard-device.ts';
import type { WebgpuBackend } from './webgpu-parts.ts';

/**
 * Makes tfjs's backend say at the next reading what its device could not do; without it, a tensor that found no room is
 * read as zeros. After memory ran out, no buffer that was in use or kept for later is used for another tensor.
 */
export function guardBackend(backend: WebgpuBackend, guard: DeviceGuard): void {
  const read = backend.read.bind(backend);
  backend.read = async (data) => {
    // Both begin at once: what the reading asks of the device is looked at, too.
    const [values, checked] = await Promise.allSettled([read(data), guard.check()]);
    const failed = checked.status === 'rejected' ? checked : values;
    if (failed.status === 'fulfilled') return failed.value;
    if (isOutOfMemory(failed.reason)) forgetBuffers(backend);
    throw failed.reason;
  };
}

/** Frees what is kept for later, and whatever is in use as soon as it is not. */
function forgetBuffers({ bufferManager: pool }: WebgpuBackend): void {
  const inUse = new WeakSet([...pool.usedBuffers.values()].flat());
  for (const buffers of pool.freeBuffers.values())
    for (const buffer of buffers.splice(0)) {
      buffer.destroy();
      pool.numFreeBuffers--;
      pool.numBytesAllocated -= buffer.size;
    }
  const release = pool.releaseBuffer.bind(pool);
  pool.releaseBuffer = (buffer, reuse = true) => {
    release(buffer, reuse && !inUse.has(buffer));
  };
}

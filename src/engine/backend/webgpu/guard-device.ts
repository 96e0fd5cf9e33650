import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { ErrorFilter, GuardedDevice } from './webgpu-parts.ts';

/** The innermost scope comes last. */
const filters: readonly ErrorFilter[] = ['internal', 'validation', 'out-of-memory'];

/** Watches a device, which says what fails nowhere but here: calls answer before anything is done. */
export interface DeviceGuard {
  /**
   * Settles when it is known whether all that was asked of the device so far can be done. Throws `out-of-memory`,
   * `gpu-lost`, and an Error with the device's own words.
   */
  check(): Promise<void>;
}

/** The guard of a device itself. */
export interface LossGuard extends DeviceGuard {
  /** An error of a call that was under way, or `gpu-lost` where that is what it turns out to come from. */
  explain(error: unknown): Promise<unknown>;
}

/** A call that was under way may fail before the loss of its device is told; in milliseconds. */
const untilLossIsTold = 500;

/**
 * Keeps error scopes open on a device, and refuses buffers that are larger than it takes, in words that
 * ../out-of-memory.ts knows. `name`: the GPU's, for errors.
 */
export function guardDevice(device: GuardedDevice, name: string): LossGuard {
  let lost: ThawError | null = null;
  const loss = device.lost.then(({ reason, message }) => {
    lost = new ThawError('gpu-lost', { gpu: name, detail: message || reason });
  });
  const explain = async (error: unknown): Promise<unknown> => {
    await Promise.race([loss, wait(untilLossIsTold, undefined, { ref: false })]);
    return lost ?? error;
  };
  const openScopes = (): void => {
    for (const filter of filters) device.pushErrorScope(filter);
  };
  openScopes();
  refuseLargeBuffers(device);
  return {
    explain,
    async check() {
      const scopes = filters
        .toReversed()
        .map(async (filter) => ({ filter, error: await device.popErrorScope() }));
      openScopes();
      const settled = await Promise.allSettled(scopes);
      // The loss of a device is told after what fails by it.
      await setImmediate();
      if (lost !== null) throw lost;
      for (const scope of settled) {
        if (scope.status === 'rejected') throw await explain(scope.reason);
        const { filter, error } = scope.value;
        if (error === null) continue;
        if (filter === 'out-of-memory')
          throw new ThawError('out-of-memory', { work: name, detail: error.message });
        throw new Error(`WebGPU: ${error.message}`);
      }
    },
  };
}

function refuseLargeBuffers(device: GuardedDevice): void {
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  const most = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  const createBuffer = device.createBuffer.bind(device);
  device.createBuffer = (wish) => {
    if (wish.size > most)
      throw new RangeError(`WebGPU memory ran out: ${wish.size} bytes in one buffer, ${most} at most`);
    return createBuffer(wish);
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isOutOfMemory } from '../out-of-memory.ts';
import { neededLimits } from './find-adapter.ts';
import { guardBackend } from './guard-backend.ts';
import { guardDevice } from './guard-device.ts';
import type { ErrorFilter, GpuBuffer, GuardedDevice, GuardedBackend } from './webgpu-parts.ts';

/** A device whose calls fail when it is told to, and say so as WebGPU does: in the innermost scope that takes it. */
function madeDevice() {
  const scopes: { readonly filter: ErrorFilter; error: { readonly message: string } | null }[] = [];
  let lose: (loss: { reason: string; message: string }) => void = () => undefined;
  const device: GuardedDevice = {
    limits: neededLimits,
    lost: new Promise((resolve) => (lose = resolve)),
    createBuffer: ({ size, usage }) => ({ size, usage, destroy: () => undefined }),
    pushErrorScope: (filter) => scopes.push({ filter, error: null }),
    popErrorScope: () => Promise.resolve(scopes.pop()!.error),
    destroy: () => undefined,
  };
  const fail = (filter: ErrorFilter, message: string): void => {
    scopes.findLast((scope) => scope.filter === filter)!.error ??= { message };
  };
  return { device, fail, lose, scopes };
}

describe('a guarded device', () => {
  it('tells by an error of ours that memory ran out, and once', async () => {
    const { device, fail, scopes } = madeDevice();
    const guard = guardDevice(device, 'arc a380');
    await guard.check();
    fail('out-of-memory', 'cannot allocate 9 GB');
    await expect(guard.check()).rejects.toMatchObject({
      code: 'out-of-memory',
      facts: { work: 'arc a380', detail: 'cannot allocate 9 GB' },
    });
    await guard.check();
    expect(scopes).toHaveLength(3);
  });

  it('names memory first, since what is made of a missing buffer fails too', async () => {
    const { device, fail } = madeDevice();
    const guard = guardDevice(device, 'gpu');
    fail('out-of-memory', 'no room');
    fail('validation', 'invalid buffer');
    await expect(guard.check()).rejects.toMatchObject({ code: 'out-of-memory' });
  });

  it('tells other failures in the device’s words', async () => {
    const { device, fail } = madeDevice();
    const guard = guardDevice(device, 'gpu');
    fail('validation', 'binding 3 is too small');
    await expect(guard.check()).rejects.toThrow('WebGPU: binding 3 is too small');
  });

  it('tells from then on that it is lost, whatever else failed by that', async () => {
    const { device, fail, lose } = madeDevice();
    const guard = guardDevice(device, 'geforce rtx 4060');
    fail('internal', 'device removed');
    lose({ reason: 'unknown', message: 'the driver was reset' });
    for (const time of ['first', 'second'])
      await expect(guard.check(), time).rejects.toMatchObject({
        code: 'gpu-lost',
        facts: { gpu: 'geforce rtx 4060', detail: 'the driver was reset' },
      });
  });

  it('refuses a buffer that is larger than it takes, as memory that ran out', () => {
    const { device } = madeDevice();
    guardDevice(device, 'gpu');
    const most = neededLimits.maxStorageBufferBindingSize;
    expect(device.createBuffer({ size: most, usage: 1 }).size).toBe(most);
    let error: unknown;
    try {
      device.createBuffer({ size: most + 4, usage: 1 });
    } catch (thrown) {
      error = thrown;
    }
    expect(isOutOfMemory(error)).toBe(true);
  });
});

describe('a guarded backend', () => {
  const made = (size: number, destroyed: number[]): GpuBuffer => ({
    size,
    usage: 1,
    destroy: () => destroyed.push(size),
  });

  function madeBackend(read: GuardedBackend['read']) {
    const destroyed: number[] = [];
    const used = [made(30, destroyed)];
    const backend: GuardedBackend = {
      read,
      bufferManager: {
        freeBuffers: new Map([
          ['10', [made(10, destroyed)]],
          ['20', [made(20, destroyed), made(20, destroyed)]],
        ]),
        usedBuffers: new Map([['30', used]]),
        numFreeBuffers: 3,
        numBytesAllocated: 80,
        releaseBuffer(buffer, reuse) {
          if (!reuse) buffer.destroy();
        },
      },
    };
    return { backend, destroyed, used: used[0]! };
  }

  it('reads what was computed', async () => {
    const { device } = madeDevice();
    const { backend } = madeBackend(() => Promise.resolve([1, 2]));
    guardBackend(backend, guardDevice(device, 'gpu'));
    expect(await backend.read({})).toEqual([1, 2]);
  });

  it('frees every buffer that was there when memory ran out, and keeps those made later', async () => {
    const { device, fail } = madeDevice();
    const { backend, destroyed, used } = madeBackend(() => Promise.resolve([0]));
    guardBackend(backend, guardDevice(device, 'gpu'));
    fail('out-of-memory', 'no room');
    await expect(backend.read({})).rejects.toMatchObject({ code: 'out-of-memory' });
    expect(destroyed).toEqual([10, 20, 20]);
    expect(backend.bufferManager).toMatchObject({ numFreeBuffers: 0, numBytesAllocated: 30 });
    backend.bufferManager.releaseBuffer(used);
    backend.bufferManager.releaseBuffer(made(40, destroyed));
    expect(destroyed).toEqual([10, 20, 20, 30]);
    expect(await backend.read({})).toEqual([0]);
  });

  it('says so, too, where the loss comes to light after a reading that was under way', async () => {
    const { device, lose } = madeDevice();
    const { backend } = madeBackend(async () => {
      await wait(20);
      setTimeout(() => {
        lose({ reason: 'unknown', message: 'the driver was reset' });
      }, 20);
      throw new Error('mapping was aborted');
    });
    guardBackend(backend, guardDevice(device, 'gpu'));
    await expect(backend.read({})).rejects.toMatchObject({
      code: 'gpu-lost',
      facts: { detail: 'the driver was reset' },
    });
  });

  it('says that the device is lost rather than that a reading failed', async () => {
    const { device, lose } = madeDevice();
    const { backend } = madeBackend(() => Promise.reject(new Error('mapping was aborted')));
    guardBackend(backend, guardDevice(device, 'gpu'));
    await expect(backend.read({})).rejects.toThrow('mapping was aborted');
    lose({ reason: 'destroyed', message: '' });
    await expect(backend.read({})).rejects.toMatchObject({
      code: 'gpu-lost',
      facts: { detail: 'destroyed' },
    });
  });
});

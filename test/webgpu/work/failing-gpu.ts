import * as tf from '@tensorflow/tfjs';
import type { openBackend } from '../../../src/engine/backend/open-backend.ts';
import type { WebgpuBackend } from '../../../src/engine/backend/webgpu/webgpu-parts.ts';

/** Nothing fits any more, and the device says so as WebGPU does: when a scope is closed. Gives what ends that. */
export function takeMemory(): () => void {
  const { device } = openGpu();
  const createBuffer = device.createBuffer.bind(device);
  const popErrorScope = device.popErrorScope.bind(device);
  let refused: { readonly message: string } | null = null;
  device.createBuffer = (wish) => {
    refused = { message: `no room for ${wish.size} bytes` };
    return createBuffer(wish);
  };
  device.popErrorScope = async () => (await popErrorScope()) ?? refused;
  return () => Object.assign(device, { createBuffer, popErrorScope });
}

/** The device computes no more, for good: a process has one. */
export function lose(): () => void {
  openGpu().device.destroy();
  return () => undefined;
}

/** For vi.mock: where the choice is left, the software GPU is taken, which nothing takes by itself. */
export function preferringGpu<Actual extends { readonly openBackend: typeof openBackend }>(
  actual: Actual,
): Actual {
  return {
    ...actual,
    openBackend: (choice, device) =>
      choice === 'auto'
        ? actual.openBackend('webgpu').catch(() => actual.openBackend('auto'))
        : actual.openBackend(choice, device),
  };
}

function openGpu(): WebgpuBackend {
  if (tf.getBackend() !== 'webgpu') throw new Error(`no GPU computes here, but ${tf.getBackend()}`);
  return tf.backend() as unknown as WebgpuBackend;
}

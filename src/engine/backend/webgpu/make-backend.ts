import type { KernelBackend } from '@tensorflow/tfjs';
import { adapterName, neededLimits, wantedFeatures } from './find-adapter.ts';
import { guardBackend } from './guard-backend.ts';
import { guardDevice } from './guard-device.ts';
import { watchSubmissions } from './submissions.ts';
import type { GpuAdapter, GpuDevice, WebgpuBackend } from './webgpu-parts.ts';

/** Makes tfjs's backend on a GPU's device; anew each time that tfjs is to compute there. */
export type MakeBackend = () => KernelBackend;

/**
 * Opens a GPU's device, which an adapter gives once. Called before WebGPU is where tfjs looks for it: its own way would ask
 * for another device, unguarded.
 */
export async function openGpuDevice(adapter: GpuAdapter): Promise<MakeBackend> {
  const device = await requestDevice(adapter);
  const guard = guardDevice(device, adapterName(adapter));
  const { WebGPUBackend } = (await import('@tensorflow/tfjs-backend-webgpu')) as unknown as {
    WebGPUBackend: new (device: GpuDevice, info: object) => WebgpuBackend & KernelBackend;
  };
  return () => {
    const backend = new WebGPUBackend(device, adapter.info);
    watchSubmissions(backend, guardBackend(backend, guard));
    return backend;
  };
}

/** With all that the adapter has of what tfjs makes use of. */
function requestDevice(adapter: GpuAdapter): Promise<GpuDevice> {
  const limits = Object.keys(neededLimits) as (keyof typeof neededLimits)[];
  return adapter.requestDevice({
    requiredLimits: Object.fromEntries(limits.map((limit) => [limit, adapter.limits[limit]])),
    requiredFeatures: wantedFeatures(adapter),
  });
}

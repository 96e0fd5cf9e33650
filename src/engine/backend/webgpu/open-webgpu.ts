import * as tf from '@tensorflow/tfjs';
import type { BackendFacts } from '../../../shared/job-results/set-up-results.ts';
import type { OpenedBackend } from '../compute-backend.ts';
import { describeProcessor } from '../describe-hardware.ts';
import {
  adaptersOf,
  adapterName,
  findAdapter,
  hasHalves,
  isSoftware,
  neededLimits,
  otherGpus,
  wantedFeatures,
} from './find-adapter.ts';
import { errorOfGivenUpGpu } from './given-up-gpu.ts';
import { guardBackend } from './guard-backend.ts';
import { guardDevice } from './guard-device.ts';
import { loadDawn, putAtNavigator } from './load-dawn.ts';
import { registerOwnGradients } from './register-own-gradients.ts';
import { registerWebgpuKernels } from './register-webgpu-kernels.ts';
import { watchSubmissions } from './submissions.ts';
import type { GpuAdapter, GpuDevice, WebgpuBackend } from './webgpu-parts.ts';

/** One device a process: opened where an adapter was found, and kept. */
let opened: Required<Pick<BackendFacts, 'device' | 'webgpu'>> | null = null;

/**
 * tfjs's WebGPU backend on Dawn, in fp32 (and fp16 for frozen layers): any GPU, without CUDA. `software`: whether a
 * program that computes as a GPU may be taken. Throws `gpu-unavailable`, `gpu-too-small`, and the failure of a GPU that was given up.
 */
export async function openWebgpu({ software }: { readonly software: boolean }): Promise<OpenedBackend> {
  const gone = errorOfGivenUpGpu();
  if (gone) throw gone;
  if (opened === null || (opened.webgpu.software && !software)) opened = await prepare(software);
  if (!(await tf.setBackend('webgpu'))) throw new Error('tfjs did not take the backend');
  const { vector } = describeProcessor();
  return {
    binding: null,
    onnx: null,
    facts: { backend: 'webgpu', ...opened, tensorflowVersion: null, bf16: 'none', vector },
    missed: [],
  };
}

async function prepare(software: boolean): Promise<NonNullable<typeof opened>> {
  const gpu = await loadDawn();
  const adapters = await adaptersOf(gpu);
  const adapter = findAdapter(adapters, { software, named: process.env.THAW_GPU });
  const device = await requestDevice(adapter);
  const name = adapterName(adapter);
  const guard = guardDevice(device, name);
  // Before WebGPU is where tfjs looks for it: its own way would ask for another device, unguarded.
  const { WebGPUBackend } = (await import('@tensorflow/tfjs-backend-webgpu')) as unknown as {
    WebGPUBackend: new (device: GpuDevice, info: object) => WebgpuBackend & tf.KernelBackend;
  };
  putAtNavigator(gpu);
  registerWebgpuKernels();
  registerOwnGradients();
  tf.registerBackend('webgpu', () => {
    const backend = new WebGPUBackend(device, adapter.info);
    watchSubmissions(backend, guardBackend(backend, guard));
    return backend;
  });
  return {
    device: name,
    webgpu: {
      driver: adapter.info.description,
      // WebGPU does not tell.
      memoryBytes: null,
      largestBufferBytes: Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize),
      precision: 'fp32',
      halves: hasHalves(adapter),
      software: isSoftware(adapter),
      otherGpus: otherGpus(adapters, adapter),
    },
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

import * as tf from '@tensorflow/tfjs';
import type { OpenedBackend } from '../compute-backend.ts';
import { describeProcessor } from '../describe-hardware.ts';
import { adapterName, adaptersOf, findAdapter, gpusToCompare, isSoftware } from './find-adapter.ts';
import { errorOfGivenUpGpu } from './given-up-gpu.ts';
import { gpuFacts } from './gpu-facts.ts';
import { loadDawn, putAtNavigator } from './load-dawn.ts';
import { type MakeBackend, openGpuDevice } from './make-backend.ts';
import { registerOwnGradients } from './register-own-gradients.ts';
import { registerWebgpuKernels } from './register-webgpu-kernels.ts';
import type { GpuAdapter } from './webgpu-parts.ts';

/** What this process found; empty: it has not looked, or found none. */
let adapters: readonly GpuAdapter[] = [];
/** One device a GPU and process: opened where it is wanted, and kept. */
const opened = new Map<GpuAdapter, MakeBackend>();
/** Where tfjs's backend is. */
let taken: GpuAdapter | null = null;

export interface WebgpuWish {
  /** Whether a program that computes as a GPU may be taken. */
  readonly software: boolean;
  /** A GPU's name; missing: the one at work, else the one that THAW_GPU names, else the one that the system calls the faster. */
  readonly gpu?: string | undefined;
}

/**
 * tfjs's WebGPU backend on Dawn, in fp32 (and fp16 for frozen layers): any GPU, without CUDA. Tensors on another GPU are
 * lost. Throws `gpu-unavailable`, `gpu-too-small`, and the failure of a GPU that was given up.
 */
export async function openWebgpu({ software, gpu }: WebgpuWish): Promise<OpenedBackend> {
  const gone = errorOfGivenUpGpu();
  if (gone) throw gone;
  const dawn = await loadDawn();
  if (adapters.length === 0) adapters = await adaptersOf(dawn);
  const named = gpu ?? (taken ? adapterName(taken) : process.env.THAW_GPU);
  const adapter = findAdapter(adapters, { software, named });
  if (adapter !== taken) {
    const makeBackend = opened.get(adapter) ?? (await openGpuDevice(adapter));
    opened.set(adapter, makeBackend);
    putAtNavigator(dawn);
    if (taken) tf.removeBackend('webgpu');
    else registerKernels();
    tf.registerBackend('webgpu', makeBackend);
    taken = adapter;
  }
  if (!(await tf.setBackend('webgpu'))) throw new Error('tfjs did not take the backend');
  return backendOn(adapter);
}

/** The GPU that openWebgpu gave and those that speed may choose instead of it, none of them opened for this. */
export function withOtherGpus(given: OpenedBackend): readonly OpenedBackend[] {
  if (process.env.THAW_GPU || taken === null || isSoftware(taken)) return [given];
  return gpusToCompare(adapters).map(backendOn);
}

function backendOn(adapter: GpuAdapter): OpenedBackend {
  const { vector } = describeProcessor();
  return {
    binding: null,
    onnx: null,
    facts: {
      backend: 'webgpu',
      ...gpuFacts(adapters, adapter),
      tensorflowVersion: null,
      bf16: 'none',
      vector,
    },
    missed: [],
  };
}

function registerKernels(): void {
  registerWebgpuKernels();
  registerOwnGradients();
}

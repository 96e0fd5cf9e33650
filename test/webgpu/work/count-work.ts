import * as tf from '@tensorflow/tfjs';
import { openBackend, type ComputeBackend } from '../../../src/engine/backend/open-backend.ts';
import { ownKernels, replacedKernels } from '../../../src/engine/backend/webgpu/register-webgpu-kernels.ts';
import { openFrozenPass, photosPerPass } from '../../../src/engine/models/frozen-pass.ts';
import { openEagerStep } from '../../../src/engine/training/eager-step.ts';
import { openGpuStep } from '../../../src/engine/training/gpu-step.ts';
import { openPatientStep } from '../../../src/engine/training/patient-step.ts';
import type { StepBatch, StepOptions, TrainingStep } from '../../../src/engine/training/training-step.ts';
import type { TensorMap } from '../../../src/engine/storage/safetensors.ts';
import type { NetworkSpec } from '../../../src/shared/network.ts';
import { sizeOfShape } from '../../../src/shared/size-of-shape.ts';
import { hasSoftwareGpu, openSoftwareGpu } from '../../software-gpu.ts';
import type { WatchedDevice } from './watched-parts.ts';
import { watchDevice, type DeviceWatch, type GpuWork } from './watch-device.ts';

/** WebGPU on the software GPU of the tests where there is one, else on the machine's own. */
export function openCountedGpu(): Promise<ComputeBackend> {
  return hasSoftwareGpu ? openSoftwareGpu() : openBackend('webgpu');
}

/**
 * What one update asks of the GPU that is open, after one that uploads the parameters: by the step that trains on it, or
 * by tfjs's own kernels alone. Nothing is computed.
 */
export async function countStep(
  options: StepOptions,
  batch: StepBatch,
  by: 'thaw' | 'tfjs' = 'thaw',
): Promise<GpuWork> {
  return counting(async (watch) => {
    const open = (given: StepOptions): Promise<TrainingStep> =>
      by === 'thaw' ? openGpuStep(given) : Promise.resolve(openEagerStep(given));
    const step = await openPatientStep(open, options, () => undefined);
    const moment = { step: 0, learningRate: options.optimizer.learningRate };
    try {
      await step.begin(batch, moment);
      watch.take();
      await step.begin(batch, moment);
      return watch.take();
    } finally {
      step.close();
    }
  });
}

/** What one batch through the frozen layers up to `layer` asks of it, after one before. Nothing is computed. */
export async function countPass(
  backend: ComputeBackend,
  network: NetworkSpec,
  weights: TensorMap,
  layer: string,
  precision: 'fp32' | 'fp16' = 'fp32',
): Promise<GpuWork> {
  return counting(async (watch) => {
    const pass = await openFrozenPass(backend, network, weights, [layer], precision);
    const pixels = new Uint8Array(photosPerPass * sizeOfShape(network.inputShape));
    try {
      await pass.run(pixels, photosPerPass);
      watch.take();
      await pass.run(pixels, photosPerPass);
      return watch.take();
    } finally {
      pass.close();
    }
  });
}

/**
 * Runs with tfjs's own kernels alone, as they were before Thaw opened the GPU. Call `keepTfjsKernels` before that.
 */
export async function withTfjsKernels<Result>(
  kept: KeptKernels,
  work: () => Promise<Result>,
): Promise<Result> {
  const ours = [...Object.values(ownKernels), ...kept.keys()].map((name) => tf.getKernel(name, 'webgpu'));
  for (const { kernelName } of ours) tf.unregisterKernel(kernelName, 'webgpu');
  for (const kernel of kept.values()) tf.registerKernel(kernel);
  try {
    return await work();
  } finally {
    for (const name of kept.keys()) tf.unregisterKernel(name, 'webgpu');
    for (const kernel of ours) tf.registerKernel(kernel);
  }
}

/** Those that Thaw replaces. */
export async function keepTfjsKernels(): Promise<KeptKernels> {
  await import('@tensorflow/tfjs-backend-webgpu');
  return new Map(replacedKernels.map((name) => [name, tf.getKernel(name, 'webgpu')]));
}

type KeptKernels = ReadonlyMap<string, tf.KernelConfig>;

async function counting(work: (watch: DeviceWatch) => Promise<GpuWork>): Promise<GpuWork> {
  const { device } = tf.backend() as unknown as { readonly device: WatchedDevice };
  const watch = watchDevice(device, { computes: false });
  try {
    return await work(watch);
  } finally {
    watch.end();
  }
}

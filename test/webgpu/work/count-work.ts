import * as tf from '@tensorflow/tfjs';
import { openBackend, type ComputeBackend } from '../../../src/engine/backend/open-backend.ts';
import { openFrozenPass, photosPerPass } from '../../../src/engine/models/frozen-pass.ts';
import { openEagerStep } from '../../../src/engine/training/eager-step.ts';
import type { StepBatch, StepOptions } from '../../../src/engine/training/training-step.ts';
import type { TensorMap } from '../../../src/engine/storage/safetensors.ts';
import type { NetworkSpec } from '../../../src/shared/network.ts';
import { hasSoftwareGpu, openSoftwareGpu } from '../../software-gpu.ts';
import type { WatchedDevice } from './watched-parts.ts';
import { watchDevice, type DeviceWatch, type GpuWork } from './watch-device.ts';

/** WebGPU on the software GPU of the tests where there is one, else on the machine's own. */
export function openCountedGpu(): Promise<ComputeBackend> {
  return hasSoftwareGpu ? openSoftwareGpu() : openBackend('webgpu');
}

/** What one update asks of the GPU that is open, after one that uploads the parameters. Nothing is computed. */
export async function countStep(options: StepOptions, batch: StepBatch): Promise<GpuWork> {
  return counting(async (watch) => {
    const step = openEagerStep(options);
    const moment = { step: 0, learningRate: options.optimizer.learningRate };
    try {
      await step.run(batch, moment);
      watch.take();
      await step.run(batch, moment);
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
): Promise<GpuWork> {
  return counting(async (watch) => {
    const pass = await openFrozenPass(backend, network, weights, [layer], 'fp32');
    const pixels = new Uint8Array(photosPerPass * network.inputShape.reduce((size, side) => size * side, 1));
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

async function counting(work: (watch: DeviceWatch) => Promise<GpuWork>): Promise<GpuWork> {
  const { device } = tf.backend() as unknown as { readonly device: WatchedDevice };
  const watch = watchDevice(device, { computes: false });
  try {
    return await work(watch);
  } finally {
    watch.end();
  }
}

import * as tf from '@tensorflow/tfjs';
import { maxPoolGradient } from './max-pool-gradient.ts';
import type { WebgpuBackend } from './webgpu-parts.ts';

/** Mends what is wrong in tfjs's WebGPU backend. Called once a process, after its own kernels are registered. */
export function registerWebgpuKernels(): void {
  tf.unregisterKernel('MaxPoolGrad', 'webgpu');
  tf.registerKernel({
    kernelName: 'MaxPoolGrad',
    backendName: 'webgpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { input, dy } = inputs as { input: tf.TensorInfo; dy: tf.TensorInfo };
      return maxPoolGradient(backend as WebgpuBackend, input, dy, attrs as unknown as tf.MaxPoolGradAttrs);
    },
  });
}

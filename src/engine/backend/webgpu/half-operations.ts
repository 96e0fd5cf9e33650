import * as tf from '@tensorflow/tfjs';
import type { HalfWindow } from './kernels/half-convolution.ts';
import type { HalfPool } from './kernels/half-pool.ts';
import { ownKernels } from './register-webgpu-kernels.ts';

/**
 * What ../../models/passes/half-pass.ts is made of, on WebGPU alone, without gradients. Half words lie two by two in
 * tensors of int32 of one side: tfjs knows no such numbers. `overflow`: one int32, set to 1 where a number is too large
 * for a half.
 */
export function packHalves(x: tf.Tensor, overflow: tf.Tensor): tf.Tensor {
  return tf.engine().runKernel(ownKernels.packHalves, { x, overflow });
}

/** With bias and relu. */
export function halfConvolution(
  inputs: {
    readonly x: tf.Tensor;
    readonly kernel: tf.Tensor;
    readonly bias: tf.Tensor;
    readonly overflow: tf.Tensor;
  },
  window: HalfWindow,
): tf.Tensor {
  return tf
    .engine()
    .runKernel(ownKernels.halfConvolution, { ...inputs }, { ...window } as object as tf.NamedAttrMap);
}

/** The largest of each window. */
export function halfPool(x: tf.Tensor, window: HalfPool): tf.Tensor {
  return tf.engine().runKernel(ownKernels.halfPool, { x }, { ...window } as object as tf.NamedAttrMap);
}

import * as tf from '@tensorflow/tfjs';
import type { WebgpuBackend } from '../webgpu-parts.ts';

/** A convolution (kernel of four sides) or a dense layer (of two), with its bias, and its relu where it has one. */
export interface LayerWindow {
  /** Of a convolution. */
  readonly strides: readonly [number, number];
  readonly pad: 'valid' | 'same';
  readonly relu: boolean;
}

export interface LayerInputs {
  readonly x: tf.TensorInfo;
  readonly kernel: tf.TensorInfo;
  readonly bias: tf.TensorInfo;
}

/** By tfjs's own fused programs, which it does not take while gradients are recorded. */
export function fusedLayer(
  backend: WebgpuBackend,
  { x, kernel, bias }: LayerInputs,
  { strides, pad, relu }: LayerWindow,
): tf.TensorInfo {
  const activation = relu ? 'relu' : 'linear';
  return kernel.shape.length === 4
    ? run(
        backend,
        'FusedConv2D',
        { x, filter: kernel, bias },
        {
          ...{ strides: [...strides], pad, dataFormat: 'NHWC', dilations: 1, activation },
        },
      )
    : run(
        backend,
        '_FusedMatMul',
        { a: x, b: kernel, bias },
        {
          ...{ transposeA: false, transposeB: false, activation },
        },
      );
}

function run(
  backend: WebgpuBackend,
  name: string,
  inputs: Readonly<Record<string, tf.TensorInfo>>,
  attrs: tf.NamedAttrMap,
): tf.TensorInfo {
  return tf.getKernel(name, 'webgpu').kernelFunc({ inputs, backend, attrs }) as tf.TensorInfo;
}

import * as tf from '@tensorflow/tfjs';
import type { LayerWindow } from './kernels/fused-layer.ts';
import { ownKernels } from './register-webgpu-kernels.ts';

/**
 * How ./own-operations.ts are differentiated. Each gradient is computed only where tfjs asks for it: the first layer
 * that learns has none by its input. Called once a process.
 */
export function registerOwnGradients(): void {
  tf.registerGradient({
    kernelName: ownKernels.fusedLayer,
    inputsToSave: ['x', 'kernel'],
    outputsToSave: [true],
    gradFunc: (dy, saved, attrs) => layerGradients(dy as tf.Tensor, saved, attrs as unknown as LayerWindow),
  });
  tf.registerGradient({
    kernelName: ownKernels.photoLosses,
    inputsToSave: [],
    outputsToSave: [false, true],
    gradFunc: (dys, saved) => ({
      logits: () => tf.mul(saved[0]!, (dys as tf.Tensor[])[0]!),
    }),
  });
}

function layerGradients(
  dy: tf.Tensor,
  saved: readonly tf.Tensor[],
  { strides, pad, relu }: LayerWindow,
): Record<string, () => tf.Tensor> {
  const [x, kernel, y] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
  const [before, bias] = tf
    .engine()
    .runKernel(ownKernels.reluBiasGradient, { dy, y }, { relu }) as unknown as [tf.Tensor, tf.Tensor];
  const windows = { strides: [...strides], pad, dataFormat: 'NHWC' };
  /** A dense layer is a convolution of pictures of one place. */
  const isDense = kernel.shape.length === 2;
  const asPicture = (rows: tf.Tensor): tf.Tensor => tf.reshape(rows, [rows.shape[0], 1, 1, -1]);
  return {
    bias: () => bias,
    kernel: () => {
      const inputs = isDense ? { x: asPicture(x), dy: asPicture(before) } : { x, dy: before };
      const filterShape = isDense ? [1, 1, ...kernel.shape] : kernel.shape;
      const attrs = { ...windows, filterShape };
      const gradient = tf.engine().runKernel<tf.Tensor>('Conv2DBackpropFilter', inputs, attrs);
      return tf.reshape(gradient, kernel.shape);
    },
    x: () =>
      isDense
        ? tf.matMul(before, kernel, false, true)
        : tf
            .engine()
            .runKernel<tf.Tensor>(
              'Conv2DBackpropInput',
              { dy: before, filter: kernel },
              { ...windows, inputShape: x.shape },
            ),
  };
}

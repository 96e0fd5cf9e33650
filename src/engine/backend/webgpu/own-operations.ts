import * as tf from '@tensorflow/tfjs';
import type { LayerWindow } from './kernels/fused-layer.ts';
import type { lossKinds } from './kernels/photo-losses.ts';
import type { UpdateFormula } from './kernels/update-parameter.ts';
import { ownKernels } from './register-webgpu-kernels.ts';

/**
 * Operations on the backend that is open which are one kernel of ours instead of many of tfjs's. Whoever calls them asks
 * first whether this backend has them, and has a way by tfjs's operations for those that have not.
 */
export function hasOwnOperations(): boolean {
  return (tf.getKernel(ownKernels.fusedLayer, tf.getBackend()) as object | undefined) !== undefined;
}

/** A layer with its bias and, where it has one, its relu. Has gradients. */
export function fusedLayer(
  x: tf.Tensor,
  kernel: tf.Tensor,
  bias: tf.Tensor,
  { strides, pad, relu }: LayerWindow,
): tf.Tensor {
  return tf
    .engine()
    .runKernel(ownKernels.fusedLayer, { x, kernel, bias }, { strides: [...strides], pad, relu });
}

/**
 * The mean loss of a batch, a scalar with a gradient. `photos` [batch, 2]: class and weight of each. Row `row` of
 * `answers` [rows, 2] is changed in place: it takes the loss and how many were answered right.
 */
export function meanLoss(
  logits: tf.Tensor2D,
  photos: tf.Tensor2D,
  answers: tf.Tensor2D,
  { kind, row }: { readonly kind: (typeof lossKinds)[number]; readonly row: number },
): tf.Scalar {
  const [loss] = tf
    .engine()
    .runKernel(ownKernels.photoLosses, { logits, photos, answers }, { kind, row }) as unknown as [tf.Scalar];
  return loss;
}

/** Puts `factor` times the sum of the parameters' squares into row `row` of `answers` [rows, 2], beside a zero. */
export function notePenalty(
  parameters: readonly tf.Tensor[],
  answers: tf.Tensor2D,
  place: { readonly factor: number; readonly row: number },
): void {
  const inputs = { answers, ...numbered('parameter', parameters) };
  tf.engine().runKernel(ownKernels.notePenalty, inputs, { ...place });
}

/** Changes a parameter and its slots in place. `penalty`: times the parameter, added to the gradient. */
export function updateInPlace(
  parameter: tf.Tensor,
  gradient: tf.Tensor,
  slots: readonly tf.Tensor[],
  formula: UpdateFormula,
  penalty: number,
): void {
  const inputs = { parameter, gradient, ...numbered('slot', slots) };
  tf.engine().runKernel(ownKernels.updateParameter, inputs, { formula: { ...formula }, penalty });
}

/** Many inputs of one kind: tfjs knows inputs by names, and keeps their order. */
function numbered(name: string, tensors: readonly tf.Tensor[]): Record<string, tf.Tensor> {
  return Object.fromEntries(tensors.map((tensor, index) => [`${name}${index}`, tensor]));
}

/** Half words as floats of this shape. */
export function unpackHalves(halves: Uint16Array, shape: readonly number[]): tf.Tensor {
  const words = wordsOf(halves);
  return tf.engine().runKernel(ownKernels.unpackHalves, { words }, { shape: [...shape] });
}

/**
 * RGB bytes as what a network takes: [batch, height, width, 3], turned round to BGR or not, minus the mean, times the
 * scale.
 */
export function unpackPixels(
  pixels: Uint8Array,
  mean: tf.Tensor,
  {
    shape,
    turned,
    scale,
  }: { readonly shape: readonly number[]; readonly turned: boolean; readonly scale: number },
): tf.Tensor {
  const words = wordsOf(pixels);
  return tf
    .engine()
    .runKernel(ownKernels.unpackPixels, { words, mean }, { shape: [...shape], turned, scale });
}

/** Four bytes a number, with zeros at the end; a copy only where they do not fit. */
function wordsOf(values: Uint8Array | Uint16Array): tf.Tensor1D {
  const { buffer, byteOffset, byteLength } = values;
  if (byteOffset % 4 === 0 && byteLength % 4 === 0)
    return tf.tensor1d(new Int32Array(buffer, byteOffset, byteLength / 4), 'int32');
  const padded = new Uint8Array(Math.ceil(byteLength / 4) * 4);
  padded.set(new Uint8Array(buffer, byteOffset, byteLength));
  return tf.tensor1d(new Int32Array(padded.buffer), 'int32');
}

import * as tf from '@tensorflow/tfjs';
import type { HostTensor, TensorMap } from '../storage/safetensors.ts';
import type { Parameters } from './forward.ts';

/**
 * Weights as tensors of the global backend; dispose them by `disposeParameters`. The tensors may share the arrays'
 * memory: never change the arrays afterwards. `wanted`: which layers; by default all.
 */
export function createParameters(
  weights: TensorMap,
  wanted: (layer: string) => boolean = () => true,
): Parameters {
  const parameters = new Map<string, tf.Tensor>();
  for (const [name, { shape, values }] of weights) {
    if (wanted(layerOf(name))) parameters.set(name, tf.keep(tf.tensor(values, [...shape], 'float32')));
  }
  return parameters;
}

/** Frees what createParameters made. */
export function disposeParameters(parameters: Parameters): void {
  for (const tensor of parameters.values()) tensor.dispose();
}

/** The tensors' values in ordinary memory, copied. */
export async function readParameters(parameters: Parameters): Promise<TensorMap> {
  const weights = new Map<string, HostTensor>();
  for (const [name, tensor] of parameters) {
    weights.set(name, { shape: tensor.shape, values: new Float32Array(await tensor.data<'float32'>()) });
  }
  return weights;
}

/** The layer that a weight such as `block1_conv1/kernel` belongs to. */
export function layerOf(weightName: string): string {
  return weightName.slice(0, weightName.lastIndexOf('/'));
}

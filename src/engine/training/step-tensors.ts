import * as tf from '@tensorflow/tfjs';
import type { DropoutSpec, NetworkSpec } from '../../shared/network.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import { hasOwnOperations, unpackHalves } from '../backend/webgpu/own-operations.ts';
import { fromFloat16Words } from '../features/float16.ts';
import { forward, type Parameters } from '../models/forward.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import { disposeParameters } from '../models/parameters.ts';
import { pixelInput } from '../models/pixel-input.ts';
import type { BatchInputs, StepBatch, StepOptions } from './training-step.ts';

/** What steps of tfjs's operations share: batches as tensors, the way through the network, and what is kept of it. */

/**
 * A copy of what was computed; the tensor is freed. A GPU says what failed only when something is read from it: then
 * what was made meanwhile is freed too.
 */
export async function fetchThenKeep(answer: tf.Tensor, made: readonly Parameters[]): Promise<Float32Array> {
  try {
    return Float32Array.from(await answer.data<'float32'>());
  } catch (error) {
    for (const tensors of made) disposeParameters(tensors);
    throw error;
  } finally {
    answer.dispose();
  }
}

/** What is not kept is freed, also where it fails. */
export function inScope<Result>(work: () => Result): Result {
  tf.engine().startScope('training-step');
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
}

type MaskOf = (layer: DropoutSpec, shape: readonly number[]) => tf.Tensor;

/** What layers from `first` on take: preprocessed pixels, or features. */
export function inputTensor(
  network: NetworkSpec,
  first: number,
  inputs: BatchInputs,
  count: number,
): tf.Tensor {
  if (inputs instanceof Uint8Array) return pixelInput(network, inputs, count);
  const shape = [count, ...layerShapes(network)[first - 1]!.outputShape];
  if (inputs instanceof Uint16Array && hasOwnOperations()) return unpackHalves(inputs, shape);
  return tf.tensor(inputs instanceof Uint16Array ? fromFloat16Words(inputs) : inputs, shape, 'float32');
}

/** What the network answers from layer `from` on. */
export function logitsOf(
  network: NetworkSpec,
  from: number,
  parameters: Parameters,
  input: tf.Tensor,
  dropout: MaskOf | null,
): tf.Tensor2D {
  const to = network.layers.length;
  return forward(network, parameters, input, { from, to, dropout, logits: true }) as tf.Tensor2D;
}

/** Logits of a part that is measured, by these parameters. */
export async function measuredLogits(
  { network, measureFrom }: StepOptions,
  parameters: Parameters,
  inputs: BatchInputs,
  count: number,
): Promise<Float32Array> {
  const answer = tf.tidy(() =>
    logitsOf(network, measureFrom, parameters, inputTensor(network, measureFrom, inputs, count), null),
  );
  return fetchThenKeep(answer, []);
}

/** Tensors by the names that they come in the order of. */
export function byName(names: readonly string[], tensors: readonly tf.Tensor[]): Parameters {
  return new Map(names.map((name, index) => [name, tensors[index]!]));
}

/** A batch's dropout masks. */
export function maskTensors(batch: StepBatch): MaskOf {
  return ({ name, rate }, shape) => {
    const size = sizeOfShape(shape);
    return tf.tensor(batch.dropoutMask(name, rate, size), [...shape], 'float32');
  };
}

/** Beyond the scope that they were made in. */
export function keepAll(tensors: ReadonlyMap<string, tf.Tensor>): void {
  for (const tensor of tensors.values()) tf.keep(tensor);
}

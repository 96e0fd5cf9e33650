import * as tf from '@tensorflow/tfjs';
import type { DropoutSpec, NetworkSpec } from '../../shared/network.ts';
import type { OptimizerConfig } from '../../shared/recipe.ts';
import { forward, preprocess, type Parameters } from '../models/forward.ts';
import { createParameters, disposeParameters, readParameters } from '../models/parameters.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { countCorrect, crossEntropy, kernelPenalty, targetsOf } from './losses.ts';
import { createOptimizer, type Slots } from './optimizers/create-optimizer.ts';
import type { StepBatch, TrainingStep } from './training-step.ts';

export interface EagerStepOptions {
  readonly network: NetworkSpec;
  /** Index of the first layer that runs; its input is what batches hold. */
  readonly from: number;
  /** Shape of one input, without the batch. */
  readonly inputShape: readonly number[];
  readonly optimizer: OptimizerConfig;
  /** Penalty on the sum of squares of the learning kernels. */
  readonly l2: number;
  /** The parameters that learn. */
  readonly learning: TensorMap;
  /** Those of layers from `from` on that run and do not learn. */
  readonly frozen: TensorMap;
  /** From a checkpoint; null: zeros. */
  readonly slots: TensorMap | null;
}

/**
 * A training step of tfjs operations, on whichever backend is open. Compute is fp32 whatever the recipe's precision:
 * bf16 changes only the cached features of the training copies.
 */
export function openEagerStep(options: EagerStepOptions): TrainingStep {
  const optimizer = createOptimizer(options.optimizer);
  const names = [...options.learning.keys()];
  const frozen = createParameters(options.frozen);
  let learning: Parameters = createParameters(options.learning);
  let slots: Slots = options.slots ? createParameters(options.slots) : optimizer.createSlots(learning);

  /** The batch's loss, and its gradient by the learning parameters. */
  const differentiate = (
    batch: StepBatch,
  ): { loss: tf.Scalar; correct: tf.Scalar; gradients: Parameters } => {
    const input = inputTensor(options, batch.inputs, batch.labels.length);
    let correct: tf.Scalar | undefined;
    const lossOf = (...tensors: tf.Tensor[]): tf.Scalar => {
      const current = new Map(names.map((name, index) => [name, tensors[index]!]));
      const logits = logitsOf(options, new Map([...frozen, ...current]), input, maskTensors(batch));
      const targets = targetsOf(batch.labels, logits.shape[1]);
      // Kept, because it leaves this function beside the loss.
      correct = tf.keep(countCorrect(logits, targets));
      const loss = tf.mean(weighted(crossEntropy(logits, targets), batch.weights)).asScalar();
      return options.l2 > 0 ? tf.add(loss, kernelPenalty(current, options.l2)) : loss;
    };
    const { value, grads } = tf.valueAndGrads(lossOf)([...learning.values()]);
    return {
      loss: value,
      correct: correct!,
      gradients: new Map(names.map((name, index) => [name, grads[index]!])),
    };
  };

  return {
    run(batch, step) {
      tf.engine().startScope('training-step');
      try {
        const { loss, correct, gradients } = differentiate(batch);
        const next = optimizer.apply(learning, gradients, slots, step);
        keepAll(next.parameters);
        keepAll(next.slots);
        disposeParameters(learning);
        disposeParameters(slots);
        learning = next.parameters;
        slots = next.slots;
        const outcome = { loss: loss.dataSync()[0]!, correct: correct.dataSync()[0]! };
        correct.dispose();
        return outcome;
      } finally {
        tf.engine().endScope();
      }
    },
    logits: (inputs, count) => {
      const answer = tf.tidy(() =>
        logitsOf(options, new Map([...frozen, ...learning]), inputTensor(options, inputs, count), null),
      );
      const values = Float32Array.from(answer.dataSync());
      answer.dispose();
      return values;
    },
    learningRate: (step) => optimizer.learningRate(step),
    state: async () => ({ parameters: await readParameters(learning), slots: await readParameters(slots) }),
    close() {
      for (const tensors of [learning, slots, frozen]) disposeParameters(tensors);
    },
  };
}

type MaskOf = (layer: DropoutSpec, shape: readonly number[]) => tf.Tensor;

function inputTensor(
  { network, inputShape }: EagerStepOptions,
  inputs: Float32Array | Uint8Array,
  count: number,
): tf.Tensor {
  if (inputs instanceof Float32Array) return tf.tensor(inputs, [count, ...inputShape], 'float32');
  const [height, width, channels] = network.inputShape;
  const pixels = tf.tensor4d(Float32Array.from(inputs), [count, height, width, channels], 'float32');
  return preprocess(pixels, network.preprocessing);
}

function logitsOf(
  { network, from }: EagerStepOptions,
  parameters: Parameters,
  input: tf.Tensor,
  dropout: MaskOf | null,
): tf.Tensor2D {
  return forward(network, parameters, input, {
    from,
    to: network.layers.length,
    dropout,
    logits: true,
  }) as tf.Tensor2D;
}

function maskTensors(batch: StepBatch): MaskOf {
  return ({ name, rate }, shape) => {
    const size = shape.reduce((product, side) => product * side, 1);
    return tf.tensor(batch.dropoutMask(name, rate, size), [...shape], 'float32');
  };
}

function weighted(losses: tf.Tensor1D, weights: readonly number[] | null): tf.Tensor1D {
  return weights ? tf.mul(losses, tf.tensor1d([...weights])) : losses;
}

function keepAll(tensors: ReadonlyMap<string, tf.Tensor>): void {
  for (const tensor of tensors.values()) tf.keep(tensor);
}

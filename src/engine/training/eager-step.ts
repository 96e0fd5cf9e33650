import * as tf from '@tensorflow/tfjs';
import { pixelShape, type DropoutSpec, type NetworkSpec } from '../../shared/network.ts';
import { fromFloat16Words } from '../features/float16.ts';
import { forward, preprocess, type Parameters } from '../models/forward.ts';
import { createParameters, disposeParameters, readParameters } from '../models/parameters.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import { countCorrect, isPenalised, photoLosses, weightPenalty, targetsOf } from './losses.ts';
import { runParts } from './run-parts.ts';
import { splitBatch } from './split-batch.ts';
import { createOptimizer, type Slots } from './optimizers/create-optimizer.ts';
import type { BatchInputs, PenaltyConfig, StepBatch, StepOptions, TrainingStep } from './training-step.ts';

/**
 * A training step of tfjs operations, on whichever backend is open, always in fp32: where there are no session graphs,
 * and the second opinion on them.
 */
export function openEagerStep(options: StepOptions): TrainingStep {
  const { network } = options;
  const optimizer = createOptimizer(options.optimizer);
  const names = [...options.learning.keys()];
  const frozen = createParameters(options.frozen);
  let learning: Parameters = createParameters(options.learning);
  let slots: Slots = options.slots ? createParameters(options.slots) : optimizer.createSlots(learning);

  /** Gradients of a batch's parts so far; null between batches. */
  let sums: Parameters | null = null;
  const keepSums = (next: Parameters | null): void => {
    if (sums) disposeParameters(sums);
    sums = next;
  };

  /** The loss of a batch, or of a part of it, without penalty, and its gradient by the learning parameters. */
  const differentiate = (
    batch: StepBatch,
  ): { loss: tf.Scalar; correct: tf.Scalar; gradients: Parameters } => {
    const input = inputTensor(network, options.from, batch.inputs, batch.labels.length);
    let correct: tf.Scalar | undefined;
    const lossOf = (...tensors: tf.Tensor[]): tf.Scalar => {
      const parameters = new Map([
        ...frozen,
        ...names.map((name, index) => [name, tensors[index]!] as const),
      ]);
      const logits = logitsOf(network, options.from, parameters, input, maskTensors(batch));
      const targets = targetsOf(batch.labels, logits.shape[1]);
      // Kept, because it leaves this function beside the loss.
      correct = tf.keep(countCorrect(logits, targets));
      return tf.mean(weighted(photoLosses(logits, targets, options.loss), batch.weights)).asScalar();
    };
    const { value, grads } = tf.valueAndGrads(lossOf)([...learning.values()]);
    return {
      loss: value,
      correct: correct!,
      gradients: new Map(names.map((name, index) => [name, grads[index]!])),
    };
  };

  const step: TrainingStep = {
    takesParts: true,
    run: (batch, moment) => runParts(step, splitBatch(batch, options.photosAtOnce), moment),
    async addPart(part, isFirst) {
      const { answer, next } = inScope(() => {
        const { loss, correct, gradients } = differentiate(part);
        try {
          const before = isFirst ? null : sums;
          const added = before
            ? new Map([...before].map(([name, sum]) => [name, tf.add(sum, gradients.get(name)!)]))
            : gradients;
          keepAll(added);
          return { answer: tf.keep(tf.stack([loss, correct])), next: added };
        } finally {
          correct.dispose();
        }
      });
      const [loss, correct] = await fetchThenKeep(answer, [next]);
      keepSums(next);
      return { loss: loss!, correct: correct! };
    },
    gradients: () => readParameters(sums!),
    setGradients(gradients) {
      keepSums(createParameters(gradients));
    },
    async update(moment) {
      const { penalty, next } = inScope(() => {
        const before = tf.keep(weightPenalty(learning, options.penalty));
        const applied = optimizer.apply(learning, penalised(learning, sums!, options.penalty), slots, moment);
        keepAll(applied.parameters);
        keepAll(applied.slots);
        return { penalty: before, next: applied };
      });
      const [value] = await fetchThenKeep(penalty, [next.parameters, next.slots]);
      disposeParameters(learning);
      disposeParameters(slots);
      learning = next.parameters;
      slots = next.slots;
      keepSums(null);
      return value!;
    },
    async logits(inputs, count) {
      const answer = tf.tidy(() =>
        logitsOf(
          network,
          options.measureFrom,
          new Map([...frozen, ...learning]),
          inputTensor(network, options.measureFrom, inputs, count),
          null,
        ),
      );
      return fetchThenKeep(answer, []);
    },
    state: async () => ({ parameters: await readParameters(learning), slots: await readParameters(slots) }),
    close() {
      keepSums(null);
      for (const tensors of [learning, slots, frozen]) disposeParameters(tensors);
    },
  };
  return step;
}

/**
 * A copy of what was computed; the tensor is freed. A GPU says what failed only when something is read from it: then
 * what was made meanwhile is freed too.
 */
async function fetchThenKeep(answer: tf.Tensor, made: readonly Parameters[]): Promise<Float32Array> {
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
function inScope<Result>(work: () => Result): Result {
  tf.engine().startScope('training-step');
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
}

/** Gradients with those of the penalty: 2 l2 times each of what is penalised. */
function penalised(parameters: Parameters, gradients: Parameters, penalty: PenaltyConfig): Parameters {
  return new Map(
    [...gradients].map(([name, gradient]) => [
      name,
      isPenalised(name, penalty) ? tf.add(gradient, tf.mul(parameters.get(name)!, 2 * penalty.l2)) : gradient,
    ]),
  );
}

type MaskOf = (layer: DropoutSpec, shape: readonly number[]) => tf.Tensor;

/** What layers from `first` on take: preprocessed pixels, or features. */
function inputTensor(network: NetworkSpec, first: number, inputs: BatchInputs, count: number): tf.Tensor {
  if (inputs instanceof Uint8Array) {
    const pixels = tf.tensor4d(Float32Array.from(inputs), [count, ...pixelShape(network)], 'float32');
    return preprocess(pixels, network.preprocessing);
  }
  const values = inputs instanceof Uint16Array ? fromFloat16Words(inputs) : inputs;
  return tf.tensor(values, [count, ...layerShapes(network)[first - 1]!.outputShape], 'float32');
}

function logitsOf(
  network: NetworkSpec,
  from: number,
  parameters: Parameters,
  input: tf.Tensor,
  dropout: MaskOf | null,
): tf.Tensor2D {
  const to = network.layers.length;
  return forward(network, parameters, input, { from, to, dropout, logits: true }) as tf.Tensor2D;
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

import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../models/forward.ts';
import { createParameters, disposeParameters, readParameters } from '../models/parameters.ts';
import { countCorrect, isPenalised, photoLosses, weightPenalty, targetsOf } from './losses.ts';
import { runParts } from './run-parts.ts';
import { splitBatch } from './split-batch.ts';
import { createOptimizer, type Slots } from './optimizers/create-optimizer.ts';
import { fetchThenKeep, inputTensor, inScope, keepAll, logitsOf, maskTensors } from './step-tensors.ts';
import type { PenaltyConfig, StepBatch, StepOptions, TrainingStep } from './training-step.ts';

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
      return { loss: value!, correct: 0 };
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

/** Gradients with those of the penalty: 2 l2 times each of what is penalised. */
function penalised(parameters: Parameters, gradients: Parameters, penalty: PenaltyConfig): Parameters {
  return new Map(
    [...gradients].map(([name, gradient]) => [
      name,
      isPenalised(name, penalty) ? tf.add(gradient, tf.mul(parameters.get(name)!, 2 * penalty.l2)) : gradient,
    ]),
  );
}

function weighted(losses: tf.Tensor1D, weights: readonly number[] | null): tf.Tensor1D {
  return weights ? tf.mul(losses, tf.tensor1d([...weights])) : losses;
}

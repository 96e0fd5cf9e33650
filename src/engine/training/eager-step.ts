import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../models/forward.ts';
import { createParameters, disposeParameters, readParameters } from '../models/parameters.ts';
import { openGradientSums } from './gradient-sums.ts';
import { countCorrect, isPenalised, photoLosses, weightPenalty, targetsOf } from './losses.ts';
import { runParts } from './run-parts.ts';
import { splitBatch } from './split-batch.ts';
import { createOptimizer, type Slots } from './optimizers/create-optimizer.ts';
import {
  byName,
  fetchThenKeep,
  inputTensor,
  inScope,
  keepAll,
  logitsOf,
  maskTensors,
  measuredLogits,
} from './step-tensors.ts';
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
  const sums = openGradientSums();

  /** The loss of a batch, or of a part of it, without penalty, and its gradient by the learning parameters. */
  const differentiate = (
    batch: StepBatch,
  ): { loss: tf.Scalar; correct: tf.Scalar; gradients: Parameters } => {
    const input = inputTensor(network, options.from, batch.inputs, batch.labels.length);
    let correct: tf.Scalar | undefined;
    const lossOf = (...tensors: tf.Tensor[]): tf.Scalar => {
      const parameters = new Map([...frozen, ...byName(names, tensors)]);
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
      gradients: byName(names, grads),
    };
  };

  const step: TrainingStep = {
    takesParts: true,
    run: (batch, moment) => runParts(step, splitBatch(batch, options.photosAtOnce), moment),
    async addPart(part, isFirst) {
      const { answer, next } = inScope(() => {
        const { loss, correct, gradients } = differentiate(part);
        try {
          const added = sums.with(gradients, isFirst);
          keepAll(added);
          return { answer: tf.keep(tf.stack([loss, correct])), next: added };
        } finally {
          correct.dispose();
        }
      });
      const [loss, correct] = await fetchThenKeep(answer, [next]);
      sums.keep(next);
      return { loss: loss!, correct: correct! };
    },
    gradients: () => readParameters(sums.all()),
    setGradients(gradients) {
      sums.keep(createParameters(gradients));
    },
    async update(moment) {
      const { penalty, next } = inScope(() => {
        const before = tf.keep(weightPenalty(learning, options.penalty));
        const applied = optimizer.apply(
          learning,
          penalised(learning, sums.all(), options.penalty),
          slots,
          moment,
        );
        keepAll(applied.parameters);
        keepAll(applied.slots);
        return { penalty: before, next: applied };
      });
      const [value] = await fetchThenKeep(penalty, [next.parameters, next.slots]);
      disposeParameters(learning);
      disposeParameters(slots);
      learning = next.parameters;
      slots = next.slots;
      sums.keep(null);
      return { loss: value!, correct: 0 };
    },
    logits: (inputs, count) => measuredLogits(options, new Map([...frozen, ...learning]), inputs, count),
    state: async () => ({ parameters: await readParameters(learning), slots: await readParameters(slots) }),
    close() {
      sums.keep(null);
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

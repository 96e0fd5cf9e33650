import * as tf from '@tensorflow/tfjs';
import { meanLoss, notePenalty, updateInPlace } from '../backend/webgpu/own-operations.ts';
import { openSubmissions, type Submissions } from '../backend/webgpu/submissions.ts';
import type { WebgpuBackend } from '../backend/webgpu/webgpu-parts.ts';
import type { Parameters } from '../models/forward.ts';
import { createParameters, disposeParameters, readParameters } from '../models/parameters.ts';
import { openAnswerTape } from './answer-tape.ts';
import { openGradientSums } from './gradient-sums.ts';
import { isPenalised } from './losses.ts';
import { createOptimizer, type Slots } from './optimizers/create-optimizer.ts';
import { updateFormula } from './optimizers/update-formula.ts';
import { nothingYet } from './outcomes.ts';
import { runParts } from './run-parts.ts';
import { splitBatch } from './split-batch.ts';
import {
  byName,
  inputTensor,
  inScope,
  keepAll,
  logitsOf,
  maskTensors,
  measuredLogits,
} from './step-tensors.ts';
import type { Outcome, StepBatch, StepOptions, TrainingStep } from './training-step.ts';

/**
 * A training step on a GPU by WebGPU, in fp32, by kernels of ours: nothing is read back until somebody asks what the
 * steps came to, and parameters and slots are changed where they lie. These lie there from the start, and a part's
 * gradients, and the penalty, are known to be computable before an update is made, so that what fails leaves parameters
 * and slots as they were. Throws `out-of-memory`, `gpu-lost`.
 */
export async function openGpuStep(options: StepOptions): Promise<TrainingStep> {
  const { network, penalty } = options;
  const optimizer = createOptimizer(options.optimizer);
  const names = [...options.learning.keys()];
  const submissions = openSubmissions(tf.backend() as unknown as WebgpuBackend);
  const frozen = createParameters(options.frozen);
  const learning = createParameters(options.learning);
  const slots: Slots = options.slots ? createParameters(options.slots) : optimizer.createSlots(learning);
  for (const slot of slots.values()) tf.keep(slot);
  const penalised = names.filter((name) => isPenalised(name, penalty)).map((name) => learning.get(name)!);
  const answers = openAnswerTape();
  const sums = openGradientSums();
  const close = (): void => {
    sums.keep(null);
    answers.close();
    for (const tensors of [learning, slots, frozen]) disposeParameters(tensors);
  };
  try {
    await makeRoom([...learning.values(), ...slots.values(), answers.tensor], submissions);
  } catch (error) {
    close();
    throw error;
  }

  const gradientsOf = (batch: StepBatch, row: number): Parameters => {
    const input = inputTensor(network, options.from, batch.inputs, batch.labels.length);
    const photos = tf.tensor2d(
      batch.labels.flatMap((label, photo) => [label, batch.weights?.[photo] ?? 1]),
      [batch.labels.length, 2],
    );
    const lossOf = (...tensors: tf.Tensor[]): tf.Scalar => {
      const parameters = new Map([...frozen, ...byName(names, tensors)]);
      const logits = logitsOf(network, options.from, parameters, input, maskTensors(batch));
      return meanLoss(logits, photos, answers.tensor, { kind: options.loss, row });
    };
    const { grads } = tf.valueAndGrads(lossOf)([...learning.values()]);
    return byName(names, grads);
  };

  /** Takes memory: known to have worked before anything is changed. */
  const penaltyOf = async (): Promise<Outcome> => {
    if (penalised.length === 0) return nothingYet;
    const { row, outcome } = await answers.take();
    inScope(() => {
      notePenalty(penalised, answers.tensor, { factor: penalty.l2, row });
    });
    await submissions.check();
    return outcome;
  };

  const step: TrainingStep = {
    takesParts: true,
    run: (batch, moment) => runParts(step, splitBatch(batch, options.photosAtOnce), moment),
    async addPart(part, isFirst) {
      const { row, outcome } = await answers.take();
      const next = inScope(() => {
        const added = sums.with(gradientsOf(part, row), isFirst);
        keepAll(added);
        return added;
      });
      try {
        await submissions.check();
      } catch (error) {
        disposeParameters(next);
        throw error;
      }
      sums.keep(next);
      return outcome;
    },
    gradients: () => readParameters(sums.all()),
    setGradients(gradients) {
      sums.keep(createParameters(gradients));
    },
    async update(moment) {
      const penaltyNoted = await penaltyOf();
      inScope(() => {
        const formula = updateFormula(options.optimizer, moment);
        for (const [name, parameter] of learning) {
          const own = optimizer.slotNames.map((slot) => slots.get(`${name}/${slot}`)!);
          const factor = isPenalised(name, penalty) ? 2 * penalty.l2 : 0;
          updateInPlace(parameter, sums.all().get(name)!, own, formula, factor);
        }
      });
      sums.keep(null);
      await submissions.admit();
      return penaltyNoted;
    },
    logits: (inputs, count) => measuredLogits(options, new Map([...frozen, ...learning]), inputs, count),
    state: async () => ({ parameters: await readParameters(learning), slots: await readParameters(slots) }),
    close,
  };
  return step;
}

/** Gives what an update changes its memory now: tfjs would ask for it at the first use, in the midst of an update. */
async function makeRoom(changed: readonly tf.Tensor[], submissions: Submissions): Promise<void> {
  const backend = tf.backend() as unknown as WebgpuBackend;
  for (const { dataId } of changed) backend.uploadToGPU(dataId);
  await submissions.check();
}

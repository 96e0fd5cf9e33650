import type { SkippedFile } from '../../shared/dataset.ts';
import type { Evaluation, PhotoAnswer } from '../../shared/run-files.ts';
import { measureAnswers } from '../evaluation/measure-answers.ts';
import { photoAnswers } from '../evaluation/photo-answers.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { measurePart } from './measure-part.ts';
import { openTrainingStep } from './open-training-step.ts';
import type { TellFewer } from './patient-step.ts';
import { probabilitiesOf } from './score-logits.ts';
import type { TrainingPlan } from './training-plan.ts';
import { weightsOfLayers } from './weights-of-layers.ts';

/** One part's figures; null without photos. */
export interface MeasuredPart {
  readonly evaluation: Evaluation | null;
  readonly answers: readonly PhotoAnswer[];
  readonly skipped: readonly SkippedFile[];
}

export const nothingMeasured: MeasuredPart = { evaluation: null, answers: [], skipped: [] };

/** As the network was trained: [validation photos, outputs]; empty without a validation part. */
export async function validationLogits(
  { network, backend, phases, validationPhotos }: TrainingPlan,
  weights: TensorMap,
  tell: TellFewer,
): Promise<Float32Array> {
  if (validationPhotos.length === 0) return new Float32Array();
  const { config, measureFrom, validation } = phases.at(-1)!;
  // Nothing learns any more: no variables and no slots.
  const options = {
    network,
    from: measureFrom,
    trainingType: validation.type,
    measureFrom,
    optimizer: config.optimizer,
    loss: 'cross-entropy',
    photosAtOnce: null,
    penalty: { l2: 0, l2Biases: false },
    learning: new Map(),
    frozen: weightsOfLayers(network, weights, measureFrom),
    slots: null,
  } as const;
  const step = await openTrainingStep(backend, options, 'fp32', tell);
  try {
    return await measurePart(step, validation, validationPhotos);
  } finally {
    step.close();
  }
}

/** By the logits that validationLogits gave, divided by the temperature. */
export function measureValidation(
  { validationPhotos }: TrainingPlan,
  logits: Float32Array,
  temperature: number,
  classes: readonly string[],
  familiarities: readonly number[],
): MeasuredPart {
  if (validationPhotos.length === 0) return nothingMeasured;
  const probabilities = probabilitiesOf(
    logits.map((logit) => logit / temperature),
    logits.length / validationPhotos.length,
  );
  const labels = validationPhotos.map(({ classIndex }) => classIndex);
  return {
    evaluation: measureAnswers(probabilities, labels, classes, temperature),
    answers: photoAnswers(validationPhotos, probabilities, familiarities),
    skipped: [],
  };
}

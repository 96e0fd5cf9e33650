import type { SkippedFile } from '../../shared/dataset.ts';
import {
  schemaVersion,
  type AnswersFile,
  type Evaluation,
  type EvaluationFile,
  type PhotoAnswer,
} from '../../shared/run-files.ts';
import { startStage } from '../job/start-stage.ts';
import { measureAnswers } from '../evaluation/measure-answers.ts';
import { measurePhotos } from '../evaluation/measure-photos.ts';
import { photoAnswers } from '../evaluation/photo-answers.ts';
import type { JobContext } from '../job/job-context.ts';
import { openModel, saveModel } from '../models/model-folder.ts';
import { openScorer } from '../prediction/open-scorer.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { writeAtomically, writeJsonAtomically } from '../storage/write-atomically.ts';
import { openTrainingStep } from './open-training-step.ts';
import { measurePart } from './measure-part.ts';
import { placeOfResults, settleResults } from './replace-results.ts';
import { runPaths } from './run-folder.ts';
import { photosOf, type RunSession } from './run-session.ts';
import { probabilitiesOf } from './score-logits.ts';
import type { TrainingPlan } from './training-plan.ts';
import { weightsOfLayers } from './weights-of-layers.ts';

export interface FinishedRun {
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  readonly skipped: readonly SkippedFile[];
}

/** What the training came to. */
export interface TrainedRun {
  readonly weights: TensorMap;
  /** Epochs that were finished where the training was stopped early; null at its normal end. */
  readonly stoppedAt: number | null;
}

interface MeasuredPart {
  readonly evaluation: Evaluation | null;
  readonly answers: readonly PhotoAnswer[];
  readonly skipped: readonly SkippedFile[];
}

const nothingMeasured: MeasuredPart = { evaluation: null, answers: [], skipped: [] };

/**
 * Saves the model, then measures it: the validation part from its cached inputs, and the test part, which is opened
 * here for the first time, from its files by the model as it was saved. evaluation.json is the run's last file: with
 * it the run is finished. The results of an earlier stop stay until the new ones are whole. Throws `cancelled`,
 * `disk-full`, `permission-denied`.
 */
export async function finishRun(
  session: RunSession,
  plan: TrainingPlan,
  { weights, stoppedAt }: TrainedRun,
  context: JobContext,
): Promise<FinishedRun> {
  const { run, config, dataset } = session;
  const { image, network } = config.recipe;
  const place = await placeOfResults(run);
  const paths = runPaths(place);
  await saveModel(paths.model, { classes: [...dataset.classes], image, network }, weights);
  const validation = await measureValidation(plan, weights, dataset.classes);
  const test = await measureTest(session, place, context);
  const answers: AnswersFile = {
    schemaVersion,
    test: test.evaluation && [...test.answers],
    validation: validation.evaluation && [...validation.answers],
  };
  await writeAtomically(paths.answers, `${JSON.stringify(answers)}\n`);
  const file: EvaluationFile = {
    schemaVersion,
    test: test.evaluation,
    validation: validation.evaluation,
    ...(stoppedAt === null ? {} : { stoppedAt }),
  };
  await writeJsonAtomically(paths.evaluation, file);
  await settleResults(run);
  return { test: test.evaluation, validation: validation.evaluation, skipped: test.skipped };
}

async function measureValidation(
  { network, backend, phases, validationPhotos }: TrainingPlan,
  weights: TensorMap,
  classes: readonly string[],
): Promise<MeasuredPart> {
  if (validationPhotos.length === 0) return nothingMeasured;
  const { config, measureFrom, validation } = phases.at(-1)!;
  // Nothing learns any more: no variables and no slots.
  const options = {
    network,
    from: measureFrom,
    trainingType: validation.type,
    learnFrom: network.layers.length,
    measureFrom,
    optimizer: config.optimizer,
    l2: 0,
    learning: new Map(),
    frozen: weightsOfLayers(network, weights, measureFrom),
    slots: null,
  } as const;
  const step = await openTrainingStep(backend, options, 'fp32');
  try {
    const logits = await measurePart(step, validation, validationPhotos);
    const probabilities = probabilitiesOf(logits, logits.length / validationPhotos.length);
    const labels = validationPhotos.map(({ classIndex }) => classIndex);
    return {
      evaluation: measureAnswers(probabilities, labels, classes),
      answers: photoAnswers(validationPhotos, probabilities),
      skipped: [],
    };
  } finally {
    step.close();
  }
}

async function measureTest(
  { config, dataset, backend }: RunSession,
  place: string,
  context: JobContext,
): Promise<MeasuredPart> {
  const photos = photosOf(dataset, 'test');
  if (photos.length === 0) return nothingMeasured;
  const scorer = await openScorer(backend, await openModel(place));
  try {
    const progress = startStage(context.report, 'evaluating', photos.length, 'photos');
    const source = { folder: dataset.folder, image: config.recipe.image };
    const measured = await measurePhotos(scorer, photos, dataset.classes, source, progress, context.signal);
    progress.finish();
    return measured;
  } finally {
    scorer.close();
  }
}

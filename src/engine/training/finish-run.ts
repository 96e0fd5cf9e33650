import type { SkippedFile } from '../../shared/dataset.ts';
import { schemaVersion, type Evaluation, type EvaluationFile } from '../../shared/run-files.ts';
import { startStage } from '../job/start-stage.ts';
import { measureAnswers } from '../evaluation/measure-answers.ts';
import { measurePhotos } from '../evaluation/measure-photos.ts';
import type { JobContext } from '../job/job-context.ts';
import { openModel, saveModel } from '../models/model-folder.ts';
import { openScorer } from '../prediction/open-scorer.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { openEagerStep } from './eager-step.ts';
import { measurePart } from './measure-part.ts';
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

/**
 * Saves the model, then measures it: the validation part from its cached inputs, and the test part, which is opened
 * here for the first time, from its files by the model as it was saved. evaluation.json is the run's last file: with
 * it the run is finished. Throws `cancelled`, `disk-full`, `permission-denied`.
 */
export async function finishRun(
  session: RunSession,
  plan: TrainingPlan,
  weights: TensorMap,
  context: JobContext,
): Promise<FinishedRun> {
  const { run, config, dataset } = session;
  const { image, network } = config.recipe;
  await saveModel(runPaths(run).model, { classes: [...dataset.classes], image, network }, weights);
  const validation = await measureValidation(plan, weights, dataset.classes);
  const { evaluation: test, skipped } = await measureTest(session, context);
  const file: EvaluationFile = { schemaVersion, test, validation };
  await writeJsonAtomically(runPaths(run).evaluation, file);
  return { test, validation, skipped };
}

async function measureValidation(
  { network, phases, validationPhotos }: TrainingPlan,
  weights: TensorMap,
  classes: readonly string[],
): Promise<Evaluation | null> {
  if (validationPhotos.length === 0) return null;
  const { config, from, learnFrom, validation } = phases.at(-1)!;
  const step = openEagerStep({
    network,
    from,
    inputShape: validation.shape,
    optimizer: config.optimizer,
    l2: 0,
    learning: weightsOfLayers(network, weights, learnFrom),
    frozen: weightsOfLayers(network, weights, from, learnFrom),
    slots: null,
  });
  try {
    const logits = await measurePart(step, validation, validationPhotos);
    const probabilities = probabilitiesOf(logits, logits.length / validationPhotos.length);
    return measureAnswers(
      probabilities,
      validationPhotos.map(({ classIndex }) => classIndex),
      classes,
    );
  } finally {
    step.close();
  }
}

async function measureTest(
  { run, config, dataset, backend }: RunSession,
  context: JobContext,
): Promise<{ readonly evaluation: Evaluation | null; readonly skipped: readonly SkippedFile[] }> {
  const photos = photosOf(dataset, 'test');
  if (photos.length === 0) return { evaluation: null, skipped: [] };
  const scorer = await openScorer(backend, await openModel(run));
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

import type { Centring } from '../../shared/centring.ts';
import type { SkippedFile } from '../../shared/dataset.ts';
import {
  schemaVersion,
  type AnswersFile,
  type Evaluation,
  type EvaluationFile,
} from '../../shared/run-files.ts';
import { chooseRule, usualShare } from '../../shared/statistics/acceptance.ts';
import { startStage } from '../job/start-stage.ts';
import { fitTemperature } from '../evaluation/fit-temperature.ts';
import { measurePhotos } from '../evaluation/measure-photos.ts';
import { tellShortage } from '../callbacks/tell-shortage.ts';
import type { JobContext } from '../job/job-context.ts';
import { foldTemperature } from '../models/fold-temperature.ts';
import { chooseKnownPhotos } from '../familiarity/choose-known-photos.ts';
import { learnFamiliarity } from '../familiarity/learn-familiarity.ts';
import { evidenceOf } from '../familiarity/run-rule.ts';
import { saveMeanImage } from '../models/mean-image-file.ts';
import { openModel, saveFamiliarity, saveModel } from '../models/model-folder.ts';
import { openScorer } from '../prediction/open-scorer.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { writeAtomically, writeJsonAtomically } from '../storage/write-atomically.ts';
import { measureValidation, validationLogits, type MeasuredPart } from './measure-validation.ts';
import { placeOfResults, settleResults } from './replace-results.ts';
import { requireRun } from './require-run.ts';
import { runPaths } from './run-folder.ts';
import { photosOf, type RunSession } from './run-session.ts';
import type { TrainingPlan } from './training-plan.ts';

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

/**
 * Calibrates the model on the validation part, saves it with what it knows and what it is to refuse, and measures it: the validation part from its cached inputs, and the test part, which is opened
 * here for the first time, from its files by the model as it was saved. evaluation.json is the run's last file: with
 * it the run is finished. The results of an earlier stop stay until the new ones are whole. Throws `cancelled`,
 * `disk-full`, `permission-denied`, `drive-gone`.
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
  const logits = await validationLogits(plan, weights, tellShortage(context.report).onFewerAtOnce);
  const temperature = fitTemperature(
    logits,
    plan.validationPhotos.map(({ classIndex }) => classIndex),
  );
  const centring = await saveCentring(paths.model, session);
  await saveModel(
    paths.model,
    { classes: [...dataset.classes], image, network, temperature, ...(centring ? { centring } : {}) },
    foldTemperature(plan.network, weights, temperature),
  );
  const saved = await openModel(place);
  const scorer = await openScorer(session.backend, saved, context.report);
  try {
    const known = chooseKnownPhotos(plan.trainingPhotos, dataset.classes.length, plan.seed);
    const photos = { known, validation: plan.validationPhotos };
    const tested = photosOf(dataset, 'test');
    const total = known.length + photos.validation.length + tested.length;
    const progress = startStage(context.report, 'evaluating', total, 'photos');
    const learned = await learnFamiliarity(scorer, photos, session.pixels, progress, context.signal);
    const validation = measureValidation(plan, logits, temperature, dataset.classes, learned.validation);
    const acceptance = chooseRule(validation.answers.map(evidenceOf), usualShare);
    await requireRun(run);
    await saveFamiliarity(paths.model, saved.file, learned.known, acceptance);
    const source = { folder: dataset.folder, image };
    const model = { scorer, known: learned.known };
    const test = await measurePhotos(model, tested, dataset.classes, source, progress, context.signal);
    progress.finish();
    await requireRun(run);
    await writeResults(paths, validation, test, stoppedAt);
    await settleResults(run);
    return { test: test.evaluation, validation: validation.evaluation, skipped: test.skipped };
  } finally {
    scorer.close();
  }
}

/** What the model subtracts, where that is not its network's own mean; a mean image is written beside it. */
async function saveCentring(
  folder: string,
  { statistics: { mean, meanImage }, network }: RunSession,
): Promise<Centring | null> {
  if (!mean) return null;
  if (!meanImage) return { kind: 'channels', mean: [...mean] };
  const sha256 = await saveMeanImage(folder, meanImage, network.inputShape[0]);
  return { kind: 'mean-image', mean: [...mean], sha256 };
}

async function writeResults(
  paths: ReturnType<typeof runPaths>,
  validation: MeasuredPart,
  test: MeasuredPart,
  stoppedAt: number | null,
): Promise<void> {
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
}

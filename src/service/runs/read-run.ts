import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bestEpoch } from '../../engine/training/best-epoch.ts';
import { readMetrics } from '../../engine/training/metrics-file.ts';
import { settleResults } from '../../engine/training/replace-results.ts';
import { readOpenedModel } from '../../engine/training/read-opened-model.ts';
import { readOpened, readRunFile, runPaths } from '../../engine/training/run-folder.ts';
import type { RunSummary } from '../../shared/app/run-view.ts';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { EpochEvent } from '../../shared/job-events.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { recipeOfModel } from '../../shared/recipes/recipe-of-model.ts';
import {
  evaluationFileSchema,
  runConfigSchema,
  schemaVersion,
  timingsFileSchema,
  type AboutFile,
  type EvaluationFile,
  type OpenedFile,
  type RunConfig,
} from '../../shared/run-files.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import { readAbout } from '../../engine/training/about-file.ts';

/** A run as its folder tells it. */
export interface RunOnDisk {
  /** Of a model from a file: how training would go on with it. */
  readonly config: RunConfig;
  /** null: Thaw trained it. */
  readonly opened: OpenedFile | null;
  readonly epochs: readonly EpochEvent[];
  /** null: not finished. */
  readonly evaluation: EvaluationFile | null;
  readonly about: AboutFile;
  /** Seconds by stage; empty where the run recorded none. */
  readonly timings: Readonly<Record<string, number>>;
}

/** Throws `run-not-found`, `run-file-damaged`, `run-from-newer-version`, `permission-denied`. */
export async function readRun(folder: string): Promise<RunOnDisk> {
  const paths = runPaths(folder);
  await settleResults(folder);
  const opened = await readOpened(folder);
  const config = opened
    ? await configOfOpened(folder, opened)
    : await readRunFile(folder, paths.config, runConfigSchema);
  if (!config) throw new ThawError('run-not-found', { run: folder });
  const timings = await readRunFile(folder, paths.timings, timingsFileSchema).catch(() => null);
  return {
    config,
    opened,
    epochs: await readMetrics(paths.metrics),
    evaluation: await readRunFile(folder, paths.evaluation, evaluationFileSchema),
    about: await readAbout(folder),
    timings: timings?.seconds ?? {},
  };
}

async function configOfOpened(folder: string, opened: OpenedFile): Promise<RunConfig | null> {
  const model = await readOpenedModel(folder);
  if (!model) return null;
  const { thawVersion, openedAt, file } = opened;
  return {
    schemaVersion,
    thawVersion,
    createdAt: openedAt,
    source: { folder: dirname(file.path), layout: 'class-folders' },
    classes: model.classes,
    seed: 0,
    recipe: recipeOfModel(model),
    changes: [],
    baseWeights: null,
  };
}

/** The epoch whose weights are the model: the best of the last phase that was learned in. */
export function modelEpoch({ epochs, evaluation }: RunOnDisk): number | null {
  const counted = epochs.slice(0, evaluation?.stoppedAt ?? epochs.length);
  return bestEpoch(counted.slice(counted.findLastIndex(({ phaseEpoch }) => phaseEpoch === 1)))?.epoch ?? null;
}

/** A run's line in the rail, as far as its folder tells it: `paused` where it is not finished. */
export function summaryOf(run: string, onDisk: RunOnDisk): RunSummary {
  const { config, opened, epochs, evaluation, about, timings } = onDisk;
  const { recipe, createdAt } = config;
  const test = evaluation?.test;
  return {
    run,
    name: about.name ?? recipe.name,
    recipe: recipe.name,
    folds: null,
    kind: opened ? 'opened' : kindOf(recipe),
    state: evaluation || opened ? 'finished' : 'paused',
    epochs: evaluation?.stoppedAt ?? epochs.length,
    epochsPlanned: opened ? 0 : epochsPlanned(recipe),
    score: test ? { correct: test.correct, count: test.count } : null,
    createdAt,
    seconds: evaluation && Object.keys(timings).length > 0 ? secondsOfWork(timings) : null,
  };
}

export function epochsPlanned({ phases }: Recipe): number {
  return phases.reduce((sum, { epochs }) => sum + epochs, 0);
}

/** thawed: a layer of the base learns. */
export function kindOf({ network, phases }: Recipe): RunSummary['kind'] {
  if (network.kind !== 'base') return 'scratch';
  return phases.some(({ learnFrom }) => learnFrom !== 'head') ? 'thawed' : 'frozen';
}

/** What a person waits for: reading photos, caching, training and measuring. */
export function secondsOfWork(timings: Readonly<Record<string, number>>): number {
  return Object.values(timings).reduce((sum, seconds) => sum + seconds, 0);
}

/** A folder that should be a run and cannot be read as one. */
export async function summaryOfDamaged(run: string, folder: string): Promise<RunSummary> {
  const changed = await stat(folder).then(
    ({ mtime }) => mtime,
    () => new Date(0),
  );
  return {
    run,
    name: run,
    recipe: '',
    folds: null,
    kind: 'frozen',
    state: 'failed',
    epochs: 0,
    epochsPlanned: 0,
    score: null,
    createdAt: changed.toISOString(),
    seconds: null,
  };
}

export function plainError(error: unknown): PlainError {
  return asThawError(error).toPlain();
}

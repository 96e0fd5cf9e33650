import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { giveAdvice } from '../../shared/advice/give-advice.ts';
import type { RunFacts } from '../../shared/advice/run-facts.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import {
  aboutFileSchema,
  evaluationFileSchema,
  modelFileSchema,
  timingsFileSchema,
  type PhotoAnswer,
} from '../../shared/run-files.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { datasetHash } from '../dataset/dataset-hash.ts';
import { readRunFacts } from '../evaluation/read-run-facts.ts';
import { bestEpoch } from '../training/best-epoch.ts';
import { openRun, readRunFile, runPaths } from '../training/run-folder.ts';
import { gatherAcceptance } from './gather-acceptance.ts';
import type { ReportFacts } from './report-facts.ts';

/** A mistake whose pictures are still to be made. */
export interface MistakeToDraw {
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  readonly file: string;
  readonly className: string;
  readonly answer: string;
  readonly probability: number;
}

/** Enough to see what they have in common, few enough for two printed pages. */
const mistakesShown = 12;

/**
 * What a report of a finished run tells, and the worst mistakes, the surest first, whose pictures belong to it. Throws
 * `run-not-found`, `run-not-finished`, `run-file-damaged`, `run-from-newer-version`.
 */
export async function gatherReport(
  run: string,
  twins: readonly (readonly string[])[] | null,
): Promise<{ readonly report: Omit<ReportFacts, 'mistakes'>; readonly toDraw: readonly MistakeToDraw[] }> {
  const facts = await readRunFacts(run, twins ?? []);
  const paths = runPaths(run);
  const { config, dataset } = await openRun(run);
  const recorded = await readRunFile(run, paths.evaluation, evaluationFileSchema);
  if (!recorded) throw new ThawError('run-not-finished', { run });
  const optional = { about: aboutFileSchema, timings: timingsFileSchema } as const;
  const about = await readRunFile(run, paths.about, optional.about).catch(() => null);
  const timings = await readRunFile(run, paths.timings, optional.timings).catch(() => null);
  const model = await readRunFile(run, join(paths.model, 'network.json'), modelFileSchema).catch(() => null);
  const wrong = facts.answers === null ? null : mistakesOf(facts.answers);
  const hashes = new Map(dataset.photos.map(({ path, sha256 }) => [path, sha256]));
  const phase = facts.epochs.slice(facts.epochs.findLastIndex(({ phaseEpoch }) => phaseEpoch === 1));
  const folderName = basename(dataset.folder) || basename(config.source.folder);
  return {
    report: {
      name: about?.name ?? folderName,
      folderName,
      layout: dataset.layout,
      config,
      facts,
      test: recorded.test,
      validation: recorded.validation,
      acceptance: await gatherAcceptance(run, model),
      advice: giveAdvice(facts),
      epochs: facts.epochs,
      bestEpoch: bestEpoch(phase)?.epoch ?? null,
      splitSeed: dataset.seed,
      datasetSha256: datasetHash(dataset),
      modelSha256: model?.weightsSha256 ?? null,
      environment: await environmentOf(paths.environment),
      timings: timings?.seconds ?? {},
      peakMemoryBytes: timings?.peakMemoryBytes ?? null,
      mistakeCount: wrong?.length ?? null,
      notes: about?.notes ?? '',
      lookAlikesCompared: twins !== null,
    },
    toDraw: (wrong ?? []).slice(0, mistakesShown).map(({ path, classIndex, answer, probability }) => ({
      path: resolve(dataset.folder, path),
      sha256: hashes.get(path) ?? '',
      file: basename(path),
      className: facts.classes[classIndex] ?? '',
      answer: facts.classes[answer] ?? '',
      probability,
    })),
  };
}

function mistakesOf(answers: NonNullable<RunFacts['answers']>) {
  return answers
    .map(({ path, classIndex, probabilities }: PhotoAnswer) => {
      const probability = Math.max(...probabilities);
      return { path, classIndex, probability, answer: indexOfLargest(probabilities) };
    })
    .filter(({ classIndex, answer }) => classIndex !== answer)
    .sort((one, other) => other.probability - one.probability);
}

/** For people to read; a report is not the less for one that cannot be. */
async function environmentOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

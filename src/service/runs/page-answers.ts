import { crossValidationFile, foldRun } from '../../engine/dataset/fold-folders.ts';
import { readRunFile, runPaths } from '../../engine/training/run-folder.ts';
import type { Inputs } from '../../shared/app/inputs.ts';
import type { AnswerPage, AnswerView } from '../../shared/app/run-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import {
  answersFileSchema,
  crossValidationFileSchema,
  runConfigSchema,
  splitFileSchema,
  type PhotoAnswer,
} from '../../shared/run-files.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { versionOf } from '../projects/photo-index.ts';

type Wanted = Pick<Inputs['answers'], 'part' | 'className' | 'answer' | 'mistakesOnly' | 'offset' | 'limit'>;

/** A run's answers by part, as answers.json has them; empty where an older run has none. */
export interface RunAnswers {
  readonly test: readonly AnswerView[];
  readonly validation: readonly AnswerView[];
}

/** Throws `run-not-found`, `run-file-damaged`, `run-from-newer-version`. */
export async function readAnswers(folder: string): Promise<RunAnswers> {
  const paths = runPaths(folder);
  const config = await readRunFile(folder, paths.config, runConfigSchema);
  if (!config) throw new ThawError('run-not-found', { run: folder });
  const file = await readRunFile(folder, paths.answers, answersFileSchema);
  if (!file) return { test: [], validation: [] };
  const split = await readRunFile(folder, paths.split, splitFileSchema);
  const versions = new Map(split?.photos.map((photo) => [photo.path, versionOf(photo)]));
  const viewOf = ({ path, classIndex, probabilities }: PhotoAnswer): AnswerView => {
    const probability = Math.max(...probabilities);
    return {
      path,
      version: versions.get(path) ?? null,
      className: config.classes[classIndex] ?? '',
      // The first of equals, as it was measured.
      answer: config.classes[indexOfLargest(probabilities)] ?? '',
      probability,
    };
  };
  return { test: file.test?.map(viewOf) ?? [], validation: file.validation?.map(viewOf) ?? [] };
}

/**
 * A cross-validation's answers to the photos of its measured folds, each by the model that was not trained on it. Throws
 * what readAnswers throws.
 */
export async function readFoldAnswers(folder: string): Promise<RunAnswers> {
  const file = await readRunFile(folder, crossValidationFile(folder), crossValidationFileSchema);
  const measured = file ? (file.measured ?? file.folds) : 0;
  const folds = Array.from({ length: measured }, (_, index) => readAnswers(foldRun(folder, index + 1)));
  return { test: (await Promise.all(folds)).flatMap(({ test }) => test), validation: [] };
}

/**
 * A page of the answers that are asked for: those of a class, with an answer, or only mistakes. Where a choice was
 * made, the most certain come first; all of a part come in the order of the split.
 */
export function pageAnswers(answers: RunAnswers, wanted: Wanted): AnswerPage {
  const { part, className, answer, mistakesOnly, offset, limit } = wanted;
  const found = answers[part].filter(
    (one) =>
      (className === null || one.className === className) &&
      (answer === null || one.answer === answer) &&
      (!mistakesOnly || one.answer !== one.className),
  );
  const isChoice = className !== null || answer !== null || mistakesOnly;
  const ordered = isChoice ? found.toSorted((one, other) => other.probability - one.probability) : found;
  return { total: found.length, answers: ordered.slice(offset, offset + limit) };
}

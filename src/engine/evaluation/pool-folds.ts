import { ThawError } from '../../shared/errors/thaw-error.ts';
import { runConfigSchema, type Evaluation } from '../../shared/run-files.ts';
import { readRunFile, runPaths } from '../training/run-folder.ts';
import { measureAnswers } from './measure-answers.ts';
import { readTestAnswers } from './read-test-answers.ts';

/**
 * The answers of a cross-validation's runs to their test photos, measured together: each photo is answered once, by a
 * model that never saw it. Throws `run-not-found`, `run-not-measured` (also for no runs at all), `run-file-damaged`,
 * `run-from-newer-version`.
 */
export async function poolFolds(runs: readonly string[]): Promise<Evaluation> {
  const labels: number[] = [];
  const probabilities: number[] = [];
  let classes: readonly string[] = [];
  for (const run of runs) {
    const config = await readRunFile(run, runPaths(run).config, runConfigSchema);
    if (!config) throw new ThawError('run-not-found', { run });
    classes = config.classes;
    for (const answer of await readTestAnswers(run)) {
      labels.push(answer.classIndex);
      probabilities.push(...answer.probabilities);
    }
  }
  if (labels.length === 0) throw new ThawError('run-not-measured', { run: runs[0] ?? '' });
  return measureAnswers(Float32Array.from(probabilities), labels, classes);
}

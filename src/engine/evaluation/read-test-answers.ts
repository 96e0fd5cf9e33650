import { ThawError } from '../../shared/errors/thaw-error.ts';
import { answersFileSchema, type PhotoAnswer } from '../../shared/run-files.ts';
import { readRunFile, runPaths } from '../training/run-folder.ts';

/**
 * A run's answers to its test photos. Throws `run-not-measured` where it has none, `run-file-damaged`,
 * `run-from-newer-version`.
 */
export async function readTestAnswers(run: string): Promise<readonly PhotoAnswer[]> {
  const answers = await readRunFile(run, runPaths(run).answers, answersFileSchema);
  if (!answers?.test) throw new ThawError('run-not-measured', { run });
  return answers.test;
}

import type { RunComparison } from '../../shared/job-results/evaluation-results.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { splitFileSchema } from '../../shared/run-files.ts';
import { mcnemarExact, pairAnswers } from '../../shared/statistics/mcnemar.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { readRunFile, runPaths } from '../training/run-folder.ts';
import { settleResults } from '../training/replace-results.ts';
import { readTestAnswers } from './read-test-answers.ts';

/**
 * Compares two finished runs on the test photos that they share, by content: only the photos that one of them gets right
 * and the other wrong tell which is better. Throws `run-not-found`, `run-not-measured` where a run has no answers for
 * test photos, `no-common-photos`, `run-file-damaged`, `run-from-newer-version`.
 */
export async function compareRuns(run: string, against: string): Promise<RunComparison> {
  const [own, other] = [await rightByPhoto(run), await rightByPhoto(against)];
  const common = [...own.keys()].filter((sha256) => other.has(sha256));
  if (common.length === 0) throw new ThawError('no-common-photos', { run, against });
  const pairs = pairAnswers(
    common.map((sha256) => own.get(sha256)!),
    common.map((sha256) => other.get(sha256)!),
  );
  return {
    run,
    against,
    ...pairs,
    leftOut: own.size + other.size - 2 * common.length,
    pValue: mcnemarExact(pairs),
  };
}

/** Whether a run's answer to each of its test photos is right, by SHA-256. */
async function rightByPhoto(run: string): Promise<ReadonlyMap<string, boolean>> {
  await settleResults(run);
  const split = await readRunFile(run, runPaths(run).split, splitFileSchema);
  if (!split) throw new ThawError('run-not-found', { run });
  const answers = await readTestAnswers(run);
  const hashes = new Map(split.photos.map(({ path, sha256 }) => [path, sha256]));
  return new Map(
    answers.flatMap(({ path, classIndex, probabilities }) => {
      const sha256 = hashes.get(path);
      const right = indexOfLargest(probabilities) === classIndex;
      return sha256 === undefined ? [] : [[sha256, right] as const];
    }),
  );
}

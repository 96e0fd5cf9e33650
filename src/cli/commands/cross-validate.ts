import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { poolFolds } from '../../engine/evaluation/pool-folds.ts';
import { writeJsonAtomically } from '../../engine/storage/write-atomically.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import type { TrainResult, WriteFoldsResult } from '../../shared/job-results.ts';
import { schemaVersion } from '../../shared/run-files.ts';
import type { CliContext } from '../cli-context.ts';
import { printEvaluations } from '../results/print-evaluations.ts';
import { tellSkipped } from '../skipped-files.ts';

type TrainRequest = Extract<JobRequest, { job: 'train' }>;

/**
 * Trains a model for each fold and measures all of them together: every photo is tested once. What is finished is not
 * trained again, and what was broken off goes on. `request.run` is the folder of the whole.
 */
export async function crossValidate(cli: CliContext, request: TrainRequest, numFolds: number): Promise<void> {
  const { folder, run: out, seed } = request;
  const { folds } = await cli.run<WriteFoldsResult>({ job: 'write-folds', folder, out, numFolds, seed });
  const words = cli.words.result;
  const runs = folds.map((fold) => join(fold, 'run'));
  for (const [index, run] of runs.entries()) {
    cli.say(words.fold(index + 1, numFolds, run));
    if (existsSync(join(run, 'evaluation.json'))) continue;
    const isBegun = existsSync(join(run, 'config.json'));
    const training = isBegun
      ? ({ job: 'resume', run } as const)
      : { ...request, folder: folds[index]!, run, tellTime: index === 0 };
    tellSkipped(cli, (await cli.run<TrainResult>(training)).skipped);
  }
  const test = await poolFolds(runs);
  const file = join(out, 'cross-validation.json');
  await writeJsonAtomically(file, { schemaVersion, folds: numFolds, seed, test });
  if (cli.json) {
    cli.printJson({ kind: 'result', out, folds: numFolds, test });
    return;
  }
  printEvaluations(cli, { test, validation: null });
  cli.print();
  cli.print(words.crossValidated(numFolds, file));
}

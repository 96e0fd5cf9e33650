import { existsSync } from 'node:fs';
import { crossValidationFile, foldRun } from '../../engine/dataset/fold-folders.ts';
import { writeCrossValidation } from '../../engine/evaluation/write-cross-validation.ts';
import { runPaths } from '../../engine/training/run-folder.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import type { WriteFoldsResult } from '../../shared/job-results/split-results.ts';
import type { CliContext } from '../cli-context.ts';
import { printEvaluations } from '../results/print-evaluations.ts';
import { tellSkipped } from '../skipped-files.ts';
import { trainPatiently } from '../train-patiently.ts';

type TrainRequest = Extract<JobRequest, { job: 'train' }>;

/**
 * Trains a model for each fold and measures all of them together: every photo is tested once. What is finished is not
 * trained again, and what was broken off goes on. `request.run` is the folder of the whole.
 */
export async function crossValidate(cli: CliContext, request: TrainRequest, numFolds: number): Promise<void> {
  const { folder, run: out, seed, recipe } = request;
  const { image } = recipe;
  const { folds } = await cli.run<WriteFoldsResult>({
    job: 'write-folds',
    folder,
    out,
    numFolds,
    seed,
    image,
  });
  const words = cli.words.result;
  for (const [index, fold] of folds.entries()) {
    const run = foldRun(out, index + 1);
    cli.say(words.fold(index + 1, numFolds, run));
    if (existsSync(runPaths(run).evaluation)) continue;
    const isBegun = existsSync(runPaths(run).config);
    const training = isBegun
      ? ({ job: 'resume', run } as const)
      : { ...request, folder: fold, run, tellTime: index === 0 };
    tellSkipped(cli, (await trainPatiently(cli, training)).skipped);
  }
  const { test } = await writeCrossValidation(out, numFolds, seed);
  if (cli.json) {
    cli.printJson({ kind: 'result', out, folds: numFolds, test });
    return;
  }
  printEvaluations(cli, { test, validation: null });
  cli.print();
  cli.print(words.crossValidated(numFolds, crossValidationFile(out)));
}

import { readRunFile, runPaths } from '../engine/training/run-folder.ts';
import {
  anotherTry,
  firstTry,
  isBack,
  requestOfTry,
  resumeOfTry,
  type Try,
} from '../service/training/another-try.ts';
import type { JobEvent } from '../shared/job-events.ts';
import type { RequestOf } from '../shared/job-requests.ts';
import type { TrainResult } from '../shared/job-results/training-results.ts';
import type { Recipe } from '../shared/recipe.ts';
import { runConfigSchema } from '../shared/run-files.ts';
import type { CliContext } from './cli-context.ts';

/**
 * Trains or resumes a run; where the system killed its job, as it does where memory runs out, goes on after the last epoch
 * with batches in smaller parts, and where its GPU failed, on the processor, as the service does. Throws the job's error.
 */
export async function trainPatiently(
  cli: Pick<CliContext, 'run'>,
  request: RequestOf<'train' | 'resume'>,
): Promise<TrainResult> {
  let current = request;
  let made: Try = { ...firstTry, snapshot: request.job === 'resume' ? (request.snapshot ?? null) : null };
  const watch = (event: JobEvent): void => {
    if (isBack(event)) made = { ...made, snapshot: null };
  };
  for (;;) {
    try {
      return await cli.run<TrainResult>(current, watch);
    } catch (error) {
      const recipe = await recipeOf(request);
      const next: Try | null = recipe && anotherTry(recipe, made, error);
      if (next === null) throw error;
      made = next;
      current = request.job === 'train' ? requestOfTry(request, made) : resumeOfTry(request.run, made);
    }
  }
}

/** null: the run is not there to be read. */
async function recipeOf(request: RequestOf<'train' | 'resume'>): Promise<Recipe | null> {
  if (request.job === 'train') return request.recipe;
  const config = await readRunFile(request.run, runPaths(request.run).config, runConfigSchema).catch(
    () => null,
  );
  return config?.recipe ?? null;
}

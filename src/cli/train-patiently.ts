import { readRunFile, runPaths } from '../engine/training/run-folder.ts';
import { fewerAtOnce, requestAtOnce } from '../service/training/fewer-at-once.ts';
import type { RequestOf } from '../shared/job-requests.ts';
import type { TrainResult } from '../shared/job-results/training-results.ts';
import type { Recipe } from '../shared/recipe.ts';
import { runConfigSchema } from '../shared/run-files.ts';
import type { CliContext } from './cli-context.ts';

/**
 * Trains or resumes a run; where the system killed its job, as it does where memory runs out, goes on after the last epoch
 * with batches in smaller parts, as the service does. Throws the job's error.
 */
export async function trainPatiently(
  cli: Pick<CliContext, 'run'>,
  request: RequestOf<'train' | 'resume'>,
): Promise<TrainResult> {
  let current = request;
  let photosAtOnce: number | null = null;
  for (;;) {
    try {
      return await cli.run<TrainResult>(current);
    } catch (error) {
      const recipe = await recipeOf(request);
      const fewer: number | null = recipe && fewerAtOnce(recipe, photosAtOnce, error);
      if (fewer === null) throw error;
      photosAtOnce = fewer;
      current = request.job === 'train' ? requestAtOnce(request, fewer) : { ...request, photosAtOnce: fewer };
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

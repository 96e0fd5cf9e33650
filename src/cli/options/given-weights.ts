import { resolve } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { WeightsResult } from '../../shared/job-results/set-up-results.ts';
import type { Recipe } from '../../shared/recipe.ts';
import type { CliContext } from '../cli-context.ts';

/**
 * Takes the weights of a recipe's base from the file that `--weights` names, as `thaw weights import` does. Throws
 * `options-conflict` for a recipe without a base, and what the import throws.
 */
export async function takeGivenWeights(
  cli: CliContext,
  { name, network }: Pick<Recipe, 'name' | 'network'>,
  file: string,
): Promise<void> {
  if (network.kind !== 'base')
    throw new ThawError('options-conflict', { first: `--recipe ${name}`, second: '--weights' });
  await cli.run<WeightsResult>({ job: 'import-weights', base: network.base, file: resolve(cli.cwd, file) });
}

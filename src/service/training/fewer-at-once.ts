import { isThawError } from '../../shared/errors/thaw-error.ts';
import type { Recipe } from '../../shared/recipe.ts';

/** How often batches are halved before a run fails. */
const mostHalvings = 3;

/**
 * Half of what a batch was computed in, after a job that the system killed, as it does where memory runs out, or that a
 * library ended for want of memory; null for every other end, and where halving would not help any more. `photosAtOnce`: what it was halved to before; null: as the
 * recipe has it.
 */
export function fewerAtOnce(
  { phases }: Pick<Recipe, 'phases'>,
  photosAtOnce: number | null,
  error: unknown,
): number | null {
  const isKilled = isThawError(error, 'job-crashed') && error.facts.signal === 'SIGKILL';
  // Other work is halved where it is done, before it says so.
  const isExhausted = isThawError(error, 'out-of-memory') && error.facts.work === 'job';
  if (!isKilled && !isExhausted) return null;
  const whole = Math.max(...phases.map((phase) => phase.photosAtOnce ?? phase.batchSize));
  const half = Math.floor((photosAtOnce ?? whole) / 2);
  return half >= 1 && half * 2 ** (mostHalvings + 1) > whole ? half : null;
}

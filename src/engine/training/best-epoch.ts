import type { EpochEvent } from '../../shared/job-events.ts';

/** What decides between epochs. */
export type EpochScores = Pick<EpochEvent, 'phaseEpoch' | 'validation'>;

/** True where the last epoch of this history is the best so far. */
export function isBest(history: readonly EpochScores[]): boolean {
  return history.length > 0 && bestEpoch(history) === history.at(-1);
}

/**
 * The epoch with the lowest validation loss, the first of equals; without a validation part the last one. Undefined
 * for an empty history.
 */
export function bestEpoch<Epoch extends EpochScores>(history: readonly Epoch[]): Epoch | undefined {
  return history.reduce<Epoch | undefined>((best, epoch) => {
    if (!best?.validation || !epoch.validation) return epoch;
    return epoch.validation.loss < best.validation.loss ? epoch : best;
  }, undefined);
}

/** True where the phase has not improved for `patience` epochs; never without patience or a validation part. */
export function isStalled(history: readonly EpochScores[], patience: number | null): boolean {
  const best = bestEpoch(history);
  if (patience === null || !best?.validation) return false;
  return history.at(-1)!.phaseEpoch - best.phaseEpoch >= patience;
}

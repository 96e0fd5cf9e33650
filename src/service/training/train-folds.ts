import { finishedFolds, writeCrossValidation } from '../../engine/evaluation/write-cross-validation.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import type { RunInHand } from './run-in-hand.ts';
import { trainPatiently, type TrainOnceParts } from './train-once.ts';

/**
 * Trains the folds of a cross-validation that are not finished, one after the other, then measures all of them together.
 * A stop breaks the fold in hand off, as a pause does, and measures the finished ones. False where a wish ended it before
 * that. Throws the job's error, and what writeCrossValidation throws.
 */
export async function trainFolds(hand: RunInHand, parts: TrainOnceParts): Promise<boolean> {
  const { folder, made } = hand;
  const of = made.folds!;
  while (finishedFolds(folder, of) < of) {
    const isTrained = await trainUnlessStopped(hand, parts);
    if (hand.wish === 'stop') break;
    if (!isTrained || hand.wish !== 'none') return false;
  }
  await writeCrossValidation(folder, of, made.seed);
  return true;
}

async function trainUnlessStopped(hand: RunInHand, parts: TrainOnceParts): Promise<boolean> {
  try {
    return await trainPatiently(hand, parts);
  } catch (error) {
    if (hand.wish === 'stop' && isThawError(error, 'paused')) return false;
    throw error;
  }
}

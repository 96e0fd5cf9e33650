import type { EpochEvent } from '../../../shared/job-events.ts';
import { formatShare } from '../../../shared/messages/format-numbers.ts';
import type { TrainWords } from './words/en.ts';

/** What is read out for newly finished epochs: each tenth, and a new best one; null: nothing. */
export function announcement(fresh: readonly EpochEvent[], count: number, words: TrainWords): string | null {
  const worth = fresh.findLast(({ epoch, best }) => best || epoch % 10 === 0);
  if (!worth) return null;
  const accuracy = worth.validation
    ? words.onValidation(formatShare(worth.validation.accuracy, count))
    : words.onTraining(formatShare(worth.training.accuracy, count));
  return worth.best && worth.validation
    ? words.newBest(worth.epoch, accuracy)
    : words.epochSaid(worth.epoch, accuracy);
}

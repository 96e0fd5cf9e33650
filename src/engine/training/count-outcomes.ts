import type { EpochTotals } from './checkpoint-store.ts';
import { isLater, readOutcome } from './outcomes.ts';
import type { Outcome, StepOutcome } from './training-step.ts';

/** Totals of an epoch's batches. */
export interface OutcomeCount {
  add(outcome: Outcome, photos: number): void;
  /** Of all that were added; reads those that are still on a GPU. */
  readonly read: () => Promise<EpochTotals>;
}

/** Adds batches up in their order, so that the sum is the same whenever they are read. */
export function countOutcomes(begun: EpochTotals): OutcomeCount {
  const totals = { ...begun };
  const waiting: { readonly outcome: Outcome; readonly photos: number }[] = [];
  const count = ({ loss, correct }: StepOutcome, photos: number): void => {
    totals.lossSum += loss * photos;
    totals.correct += correct;
    totals.photos += photos;
  };
  return {
    add(outcome, photos) {
      if (waiting.length === 0 && !isLater(outcome)) count(outcome, photos);
      else waiting.push({ outcome, photos });
    },
    async read() {
      for (let first = waiting.shift(); first; first = waiting.shift())
        count(await readOutcome(first.outcome), first.photos);
      return { ...totals };
    },
  };
}

import type { LaterOutcome, Outcome, StepOutcome } from './training-step.ts';

/** What steps came to, whether it is known at once or has to be read from a GPU. */

export const nothingYet: StepOutcome = { loss: 0, correct: 0 };

export function isLater(outcome: Outcome): outcome is LaterOutcome {
  return 'read' in outcome;
}

/** Waits for the device where it is still there. */
export async function readOutcome(outcome: Outcome): Promise<StepOutcome> {
  return isLater(outcome) ? outcome.read() : outcome;
}

/** Their sum; to be read where one of them is. */
export function addOutcomes(one: Outcome, other: Outcome): Outcome {
  if (!isLater(one) && !isLater(other))
    return { loss: one.loss + other.loss, correct: one.correct + other.correct };
  return {
    read: async () => {
      const [first, second] = [await readOutcome(one), await readOutcome(other)];
      return { loss: first.loss + second.loss, correct: first.correct + second.correct };
    },
  };
}

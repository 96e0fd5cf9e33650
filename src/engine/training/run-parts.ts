import { addOutcomes, nothingYet, readOutcome } from './outcomes.ts';
import type { Outcome, StepBatch, StepMoment, StepOutcome, TrainingStep } from './training-step.ts';

/** One update from the parts of a batch (./split-batch.ts). */
export async function runParts(
  step: Pick<TrainingStep, 'addPart' | 'update'>,
  parts: readonly StepBatch[],
  moment: StepMoment,
): Promise<StepOutcome> {
  let outcome: Outcome = nothingYet;
  for (const [index, part] of parts.entries())
    outcome = addOutcomes(outcome, await step.addPart(part, index === 0));
  return readOutcome(addOutcomes(outcome, await step.update(moment)));
}

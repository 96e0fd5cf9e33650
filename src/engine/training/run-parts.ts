import type { StepBatch, StepMoment, StepOutcome, TrainingStep } from './training-step.ts';

/** One update from the parts of a batch (./split-batch.ts). */
export async function runParts(
  step: Pick<TrainingStep, 'addPart' | 'update'>,
  parts: readonly StepBatch[],
  moment: StepMoment,
): Promise<StepOutcome> {
  let outcome: StepOutcome = { loss: 0, correct: 0 };
  for (const [index, part] of parts.entries())
    outcome = addOutcomes(outcome, await step.addPart(part, index === 0));
  return addOutcomes(outcome, { loss: await step.update(moment), correct: 0 });
}

export function addOutcomes(one: StepOutcome, other: StepOutcome): StepOutcome {
  return { loss: one.loss + other.loss, correct: one.correct + other.correct };
}

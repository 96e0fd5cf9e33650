import type { StepBatch, StepMoment, StepOutcome, TrainingStep } from './training-step.ts';

/** One update from the parts of a batch (./split-batch.ts). */
export function runParts(
  step: Pick<TrainingStep, 'addPart' | 'update'>,
  parts: readonly StepBatch[],
  moment: StepMoment,
): StepOutcome {
  const outcomes = parts.map((part, index) => step.addPart(part, index === 0));
  return outcomes.reduce(addOutcomes, { loss: step.update(moment), correct: 0 });
}

export function addOutcomes(one: StepOutcome, other: StepOutcome): StepOutcome {
  return { loss: one.loss + other.loss, correct: one.correct + other.correct };
}

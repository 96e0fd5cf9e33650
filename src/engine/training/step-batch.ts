import type { Photo } from '../../shared/dataset.ts';
import { dropoutMask } from './dropout-mask.ts';
import type { BatchOrder } from './order-batches.ts';
import type { TrainingPlan } from './training-plan.ts';
import type { StepBatch } from './training-step.ts';

/** The batch of a step, counted from 0 through the phase; a function of the seed, the phase and the step. */
export async function stepBatch(
  plan: TrainingPlan,
  index: number,
  order: BatchOrder<Photo>,
  step: number,
): Promise<StepBatch> {
  const { items, pass } = order.batch(step);
  const labels = items.map(({ classIndex }) => classIndex);
  const [epoch, place] = [Math.floor(step / order.stepsPerEpoch), step % order.stepsPerEpoch];
  return {
    inputs: await plan.phases[index]!.training.read(items, pass),
    labels,
    weights: plan.classWeights && labels.map((label) => plan.classWeights![label]!),
    dropoutMask: (layer, rate, size) => dropoutMask(plan.seed, rate, size, [index, epoch, place, layer]),
  };
}

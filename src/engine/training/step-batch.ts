import type { Photo } from '../../shared/dataset.ts';
import { dropoutMask } from './dropout-mask.ts';
import type { BatchOrder } from './order-batches.ts';
import type { TrainingPlan } from './training-plan.ts';
import type { BatchInputs, StepBatch } from './training-step.ts';

/**
 * The batch of a step, counted from 0 through the phase; a function of the seed, the phase and the step. `spent`: the
 * inputs of a batch that is done with, whose memory may hold these.
 */
export async function stepBatch(
  plan: TrainingPlan,
  index: number,
  order: BatchOrder<Photo>,
  step: number,
  spent?: BatchInputs,
): Promise<StepBatch> {
  const { items, pass } = order.batch(step);
  const labels = items.map(({ classIndex }) => classIndex);
  const [epoch, place] = [Math.floor(step / order.stepsPerEpoch), step % order.stepsPerEpoch];
  return {
    inputs: await plan.phases[index]!.training.read(items, pass, spent),
    labels,
    weights: plan.classWeights && labels.map((label) => plan.classWeights![label]!),
    dropoutMask: (layer, rate, size) => dropoutMask(plan.seed, rate, size, [index, epoch, place, layer]),
  };
}

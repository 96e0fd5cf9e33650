import type { ComputeBackend } from '../backend/compute-backend.ts';
import { openEagerStep } from './eager-step.ts';
import { openGraphStep } from './graph-step/open-graph-step.ts';
import type { StepOptions, TrainingStep } from './training-step.ts';

/**
 * The training step of the backend that is open: one session graph where there is TensorFlow, else operation by
 * operation, in fp32. Throws `graph-rejected`.
 */
export async function openTrainingStep(
  { binding }: Pick<ComputeBackend, 'binding'>,
  options: StepOptions,
  precision: 'fp32' | 'bf16',
): Promise<TrainingStep> {
  return binding ? openGraphStep(binding, options, precision) : openEagerStep(options);
}

import type { ComputeBackend } from '../backend/compute-backend.ts';
import { openEagerStep } from './eager-step.ts';
import { openGraphStep } from './graph-step/open-graph-step.ts';
import { openPatientStep, type TellFewer } from './patient-step.ts';
import type { StepOptions, StepRunner } from './training-step.ts';

/**
 * The training step of the backend that is open: one session graph where there is TensorFlow, else operation by
 * operation, in fp32. Throws `graph-rejected`.
 */
export async function openTrainingStep(
  { binding }: Pick<ComputeBackend, 'binding'>,
  options: StepOptions,
  precision: 'fp32' | 'bf16',
  tell: TellFewer,
): Promise<StepRunner> {
  return openPatientStep(
    (given) => (binding ? openGraphStep(binding, given, precision) : Promise.resolve(openEagerStep(given))),
    options,
    tell,
  );
}

import type { ComputeBackend } from '../backend/compute-backend.ts';
import { hasOwnOperations } from '../backend/webgpu/own-operations.ts';
import { openEagerStep } from './eager-step.ts';
import { openGpuStep } from './gpu-step.ts';
import { openGraphStep } from './graph-step/open-graph-step.ts';
import { openPatientStep, type PatientStep, type TellFewer } from './patient-step.ts';
import type { StepOptions, StepRunner, TrainingStep } from './training-step.ts';
import { openSharedStep, type TellLost } from './workers/open-shared-step.ts';
import type { OpenWorkers } from './workers/open-workers.ts';

/** Who shares a phase's steps. */
export interface SharedBy {
  /** This one counted. */
  readonly processes: number;
  readonly open: OpenWorkers;
  readonly tellLost: TellLost;
  /** Photos of a batch that one process computes, at most. */
  readonly photos: number;
}

/**
 * The training step of the backend that is open: one session graph where there is TensorFlow, kernels of ours on a GPU by
 * WebGPU, else operation by operation, in fp32. `sharedBy`: other processes that compute parts of each batch; null: none. Throws `graph-rejected`.
 */
export async function openTrainingStep(
  backend: Pick<ComputeBackend, 'binding'>,
  options: StepOptions,
  precision: 'fp32' | 'bf16',
  tell: TellFewer,
  sharedBy: SharedBy | null = null,
): Promise<StepRunner> {
  if (sharedBy === null) return openLocalStep(backend, options, precision, tell);
  const atOnce = Math.min(options.photosAtOnce ?? sharedBy.photos, sharedBy.photos);
  const inParts = { ...options, photosAtOnce: atOnce };
  const workers = await sharedBy.open(inParts, precision);
  if (workers.length + 1 < sharedBy.processes) sharedBy.tellLost(workers.length + 1);
  try {
    return openSharedStep(
      await openLocalStep(backend, inParts, precision, tell),
      workers,
      options,
      sharedBy.tellLost,
    );
  } catch (error) {
    for (const worker of workers) worker.close();
    throw error;
  }
}

/** In this process alone. */
export async function openLocalStep(
  { binding }: Pick<ComputeBackend, 'binding'>,
  options: StepOptions,
  precision: 'fp32' | 'bf16',
  tell: TellFewer,
): Promise<PatientStep> {
  const open = async (given: StepOptions): Promise<TrainingStep> => {
    if (binding) return openGraphStep(binding, given, precision);
    return hasOwnOperations() ? openGpuStep(given) : openEagerStep(given);
  };
  return openPatientStep(open, options, tell);
}

import * as z from 'zod';
import type { GpuFailure } from '../../shared/gpu-failure.ts';
import type { ComputeChoice } from '../../shared/recipe.ts';
import { type AskedRecipe, withSetting } from '../../shared/with-setting.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import type { JobContext } from '../job/job-context.ts';
import { photosPerPass } from '../models/frozen-pass.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { describeEnvironment } from './describe-environment.ts';
import { epochsSaved, openRunCheckpoints } from './run-checkpoints.ts';
import { readRunFile, runPaths } from './run-folder.ts';
import type { RunSession } from './run-session.ts';

/** A run as it is asked for where its GPU failed: whatever names WebGPU leaves the choice, on record as a change. */
export function withoutWebgpu<Asked extends AskedRecipe>(asked: Asked): Asked {
  return asked.recipe.backend === 'webgpu' ? withSetting(asked, 'backend=auto') : asked;
}

/** A processor has no fp16, and computes as fast by small passes, in less memory. */
export function onProcessor({ precision }: ComputeChoice): ComputeChoice {
  return { precision: precision === 'fp16' ? 'fp32' : precision, photosPerPass };
}

/** Puts down where a run goes on, and tells it. Called under the run's lock, before anything is computed. */
export async function leaveGpu(session: RunSession, failure: GpuFailure, context: JobContext): Promise<void> {
  const { run, config, backend } = session;
  const file = runPaths(run).environment;
  const before = await readRunFile(run, file, z.object({ backend: z.unknown() }));
  const epochs = await epochsSaved(openRunCheckpoints(session), config.recipe.phases.length);
  await writeJsonAtomically(file, environmentOf(backend, failure, epochs, before?.backend));
  tellGpuLeft(failure, epochs, context);
}

/** `failure`: what ended the run on its GPU, of which `before` says what it was, after so many finished epochs. */
export function environmentOf(
  backend: ComputeBackend,
  failure: GpuFailure | null,
  finishedEpochs: number,
  before: unknown,
): object {
  const environment = describeEnvironment(backend);
  return failure ? { ...environment, leftGpu: { ...failure, finishedEpochs, backend: before } } : environment;
}

export function tellGpuLeft({ gpu, reason }: GpuFailure, epoch: number, { report }: JobContext): void {
  report({ kind: 'notice', notice: { code: 'gpu-left', gpu, reason, epoch } });
}

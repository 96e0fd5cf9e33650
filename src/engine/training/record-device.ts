import type { GpuFailure } from '../../shared/gpu-failure.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import type { JobContext } from '../job/job-context.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { describeEnvironment } from './describe-environment.ts';
import { devicesSchema, type EarlierDevice } from './devices-of-run.ts';
import { tellGpuLeft } from './leave-gpu.ts';
import { epochsSaved, openRunCheckpoints } from './run-checkpoints.ts';
import { readRunFile, runPaths } from './run-folder.ts';
import type { RunSession } from './run-session.ts';

/** `earlier`: what the run computed on before. */
export function environmentOf(backend: ComputeBackend, earlier: readonly EarlierDevice[]): object {
  const environment = describeEnvironment(backend);
  return earlier.length > 0 ? { ...environment, earlier } : environment;
}

/**
 * Puts down where a run goes on, if that is not where it computed before; `failure`: its GPU failed, which is told. Called
 * under the run's lock, before anything is computed.
 */
export async function recordDevice(
  session: RunSession,
  failure: GpuFailure | null,
  context: JobContext,
): Promise<void> {
  const { run, config, backend } = session;
  const file = runPaths(run).environment;
  const before = await readRunFile(run, file, devicesSchema).catch(() => null);
  const { facts } = backend;
  const isSame = before?.backend.backend === facts.backend && before.backend.device === facts.device;
  if (failure === null && (before === null || isSame)) return;
  const finishedEpochs = await epochsSaved(openRunCheckpoints(session), config.recipe.phases.length);
  const left = { finishedEpochs, backend: before?.backend ?? null, ...(failure ? { leftGpu: failure } : {}) };
  await writeJsonAtomically(file, environmentOf(backend, [...(before?.earlier ?? []), left]));
  if (failure) tellGpuLeft(failure, finishedEpochs, context);
}

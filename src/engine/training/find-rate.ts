import { setImmediate } from 'node:timers/promises';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import { gpuFailureOf } from '../../shared/gpu-failure.ts';
import type { RateResult } from '../../shared/job-results/training-results.ts';
import { giveUpGpu } from '../backend/webgpu/given-up-gpu.ts';
import { asGpuMemoryError } from '../backend/webgpu/gpu-memory-error.ts';
import type { TrainingCallback } from '../callbacks/callback.ts';
import { saveCheckpoints } from '../callbacks/save-checkpoints.ts';
import { showProgress } from '../callbacks/show-progress.ts';
import { stopEarly } from '../callbacks/stop-early.ts';
import { tellShortage } from '../callbacks/tell-shortage.ts';
import type { JobContext } from '../job/job-context.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { openMemoryStore } from './memory-store.ts';
import { planPhases } from './plan-phases.ts';
import { prepareRun, type PrepareRequest } from './prepare-run.ts';
import { provideInputs } from './provide-inputs.ts';
import type { RunSession } from './run-session.ts';
import { type StageClock, startStageClock } from './stage-clock.ts';
import { sweepRates, type SweptRange } from './sweep-rates.ts';
import { trainingPlan } from './train-session.ts';
import { trainPhases } from './train-phases.ts';
import type { TrainingPlan } from './training-plan.ts';

export interface RateRequest extends PrepareRequest, SweptRange {
  /** Index of the phase whose rate is looked for. */
  readonly phase: number;
}

/**
 * Looks for a phase's rate on a folder of photos, from the weights that the phase would begin with: earlier phases are
 * trained as the recipe has them. Nothing is kept but cached features. Where a GPU by WebGPU fails, looks once more on the
 * processor, and tells so. Throws what prepareRun throws, `loss-not-finite`, and `cancelled`.
 */
export async function findRate(request: RateRequest, context: JobContext): Promise<RateResult> {
  const clock = startStageClock();
  try {
    return await findOnce(request, clock, context);
  } catch (error) {
    const leftGpu = gpuFailureOf(error);
    if (leftGpu === null) throw error;
    giveUpGpu(leftGpu, context.report);
    return findOnce({ ...request, leftGpu }, clock, context);
  }
}

async function findOnce(request: RateRequest, clock: StageClock, context: JobContext): Promise<RateResult> {
  const { recipe } = request;
  const { name } = recipe.phases[request.phase]!;
  planPhases(describeNetwork(recipe.network, recipe.image, 2), recipe);
  const { session, skipped } = await prepareRun(request, clock, context);
  try {
    const curve = await sweepSession({ run: request.folder, ...session }, request, context);
    return { ...curve, phase: name, seconds: clock.seconds(), skipped };
  } catch (error) {
    if (isThawError(error, 'cancelled')) throw new ThawError('cancelled', { run: null }, { cause: error });
    throw asGpuMemoryError(error, session.backend);
  } finally {
    await session.pixels.close();
  }
}

async function sweepSession(
  session: RunSession,
  request: RateRequest,
  context: JobContext,
): ReturnType<typeof sweepRates> {
  const inputs = await provideInputs(session, context);
  try {
    const plan = trainingPlan(session, inputs);
    const weights = await weightsBefore(plan, session, request.phase, context);
    return await sweepRates(plan, request.phase, weights, request, context);
  } finally {
    await inputs.close();
  }
}

/** What the phase begins with: the best epoch of the one before. */
async function weightsBefore(
  plan: TrainingPlan,
  { weights, backend }: Pick<RunSession, 'weights' | 'backend'>,
  phase: number,
  context: JobContext,
): Promise<TensorMap> {
  const earlier = { ...plan, phases: plan.phases.slice(0, phase) };
  const store = openMemoryStore();
  const callbacks = [
    saveCheckpoints(store),
    showProgress(context, backend),
    stopEarly(plan.earlyStoppingPatience, context.report),
    tellShortage(context.report),
    stopOnCancel(context.signal),
  ];
  return (await trainPhases(earlier, weights, store, [], callbacks)).weights;
}

/** Hears a cancel after every batch: TensorFlow blocks the thread. */
function stopOnCancel(signal: AbortSignal): TrainingCallback {
  return {
    async onBatchEnd() {
      await setImmediate();
      stopIfCancelled(signal);
    },
  };
}

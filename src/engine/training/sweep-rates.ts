import { setImmediate } from 'node:timers/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import {
  divergenceWatch,
  rateCurve,
  sweptRates,
  type RateCurve,
  type SweptStep,
} from '../../shared/rate-sweep.ts';
import { tellShortage } from '../callbacks/tell-shortage.ts';
import type { JobContext } from '../job/job-context.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { openTrainingStep } from './open-training-step.ts';
import { orderBatches } from './order-batches.ts';
import { phaseStepOptions } from './phase-step-options.ts';
import { stepBatch } from './step-batch.ts';
import type { TrainingPlan } from './training-plan.ts';
import type { TensorMap } from '../storage/safetensors.ts';

export interface SweptRange {
  readonly first: number;
  readonly last: number;
  readonly steps: number;
}

/**
 * Trains a phase on a copy of these weights at ever higher rates, by the step that trains it, and looks at the losses.
 * Ends early where they break up. Throws `cancelled`, and `loss-not-finite` where the first loss is none.
 */
export async function sweepRates(
  plan: TrainingPlan,
  index: number,
  weights: TensorMap,
  { first, last, steps }: SweptRange,
  { report, signal }: Pick<JobContext, 'report' | 'signal'>,
): Promise<RateCurve> {
  const { config, training } = plan.phases[index]!;
  const options = phaseStepOptions(plan.network, plan.phases[index]!, training.type, weights, {
    loss: plan.loss,
    numPhotos: plan.trainingPhotos.length,
  });
  const step = await openTrainingStep(
    plan.backend,
    options,
    plan.precision,
    tellShortage(report).onFewerAtOnce,
  );
  const order = orderBatches(plan.trainingPhotos, config, plan.seed, index);
  const hasSeenEnough = divergenceWatch();
  const swept: SweptStep[] = [];
  const progress = startStage(report, 'sweeping-rates', steps, 'steps');
  try {
    for (const [at, rate] of sweptRates(first, last, steps).entries()) {
      await setImmediate();
      stopIfCancelled(signal);
      const batch = await stepBatch(plan, index, order, at);
      const { loss } = await step.run(batch, { step: at, learningRate: rate });
      if (Number.isFinite(loss)) swept.push({ rate, loss });
      else if (at === 0)
        throw new ThawError('loss-not-finite', { phase: config.name, epoch: 1, learningRate: rate });
      progress.advance();
      if (hasSeenEnough(loss)) break;
    }
    progress.finish();
    return rateCurve(swept);
  } finally {
    step.close();
  }
}

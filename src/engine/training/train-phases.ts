import type { EpochEvent } from '../../shared/job-events.ts';
import { EndTraining, type EpochEnd, type TrainingCallback } from '../callbacks/callback.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { isStalled } from './best-epoch.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { openTrainingStep } from './open-training-step.ts';
import { phaseStepOptions } from './phase-step-options.ts';
import { notBegun, trainEpoch } from './train-epoch.ts';
import type { TrainingPlan } from './training-plan.ts';
import { orderBatches } from './order-batches.ts';

export interface TrainedPhases {
  /** The whole network's, from the best epoch of the last phase that has one. */
  readonly weights: TensorMap;
  /** All epochs of all phases. */
  readonly history: readonly EpochEvent[];
  /** A callback ended the training before the phases were done. */
  readonly stopped: boolean;
}

/**
 * Trains the phases one after the other and returns the whole network's weights: each phase starts from the best
 * epoch of the one before, and the answer is the best epoch of the last. Knows of no run folder, curve or terminal:
 * whatever watches is in `callbacks`.
 *
 * `history`: the epochs that were finished before, with their checkpoints in `store`; the training goes on after
 * them and ends with the weights that an undisturbed one would have. `weights`: those the first phase starts from.
 * Throws `loss-not-finite` before an epoch that has such a loss is saved or told of.
 */
export async function trainPhases(
  plan: TrainingPlan,
  weights: TensorMap,
  store: CheckpointStore,
  history: readonly EpochEvent[],
  callbacks: readonly TrainingCallback[],
): Promise<TrainedPhases> {
  let current = weights;
  let epochs = history;
  let steps = 0;
  for (const index of plan.phases.keys()) {
    const trained = await trainPhase(plan, index, current, store, epochs, steps, callbacks);
    const { stopped } = trained;
    epochs = trained.history;
    steps += trained.steps;
    if (!stopped || trained.steps > 0) current = new Map([...current, ...(await store.readBest(index))]);
    if (stopped) return { weights: current, history: epochs, stopped };
  }
  return { weights: current, history: epochs, stopped: false };
}

interface TrainedPhase extends Omit<TrainedPhases, 'weights'> {
  /** Of the phase's finished epochs. */
  readonly steps: number;
}

/** Trains what is left of a phase. Returns the history with this phase's epochs, and whether that is the end of all. */
async function trainPhase(
  plan: TrainingPlan,
  index: number,
  weights: TensorMap,
  store: CheckpointStore,
  history: readonly EpochEvent[],
  stepsBefore: number,
  callbacks: readonly TrainingCallback[],
): Promise<TrainedPhase> {
  const { config, training, validation } = plan.phases[index]!;
  const order = orderBatches(plan.trainingPhotos, config, plan.seed, index);
  const { stepsPerEpoch } = order;
  const last = await store.readLast(index);
  // History is one list through all phases: this phase's part of it is its tail, or lies before later phases.
  const before = last ? last.epoch - last.phaseEpoch : history.length;
  let own = last ? history.slice(before, last.epoch) : [];
  const isDone = (): boolean => own.length >= config.epochs || isStalled(own, plan.earlyStoppingPatience);
  const outcome = (stopped: boolean): TrainedPhase => ({
    history: [...history.slice(0, before), ...own],
    stopped,
    steps: own.length * stepsPerEpoch,
  });
  if (isDone()) return { ...outcome(false), history };
  const isStopped = (): boolean =>
    callbacks.some((callback) => callback.endsTraining?.(before + own.length) === true);
  if (isStopped()) return { ...outcome(true), history };

  const start = phaseStepOptions(plan.network, plan.phases[index]!, training.type, weights, {
    loss: plan.loss,
    numPhotos: plan.trainingPhotos.length,
  });
  const options = last ? { ...start, learning: last.parameters, slots: last.slots } : start;
  const step = await openTrainingStep(
    plan.backend,
    options,
    plan.precision,
    (photos) => {
      for (const callback of callbacks) callback.onFewerAtOnce?.(photos);
    },
    plan.workers && {
      ...plan.workers,
      photos: Math.ceil(config.batchSize / plan.workers.processes),
      tellLost: (processes) => {
        for (const callback of callbacks) callback.onWorkerLost?.(processes);
      },
    },
  );
  // Telling of an epoch, which saves it, goes on while the next one is computed.
  let told: Promise<void> = Promise.resolve();
  try {
    for (const callback of callbacks)
      await callback.onPhaseStart?.({ phase: config, index, stepsPerEpoch, epochsDone: own.length });
    let [stop, stopped] = [false, false];
    let begun = last?.partial
      ? { at: last.step - own.length * stepsPerEpoch, totals: last.partial }
      : notBegun;
    while (!stop && !stopped && !isDone()) {
      const event = await trainEpoch({
        plan,
        index,
        step,
        order,
        history: own,
        epoch: before + own.length + 1,
        stepsBefore,
        begun,
        told,
        callbacks,
      });
      begun = notBegun;
      own = [...own, event];
      const epochEnd: EpochEnd = {
        phase: config,
        index,
        event,
        history: own,
        nextStep: own.length * stepsPerEpoch,
        state: await step.state(),
      };
      await told;
      told = tellEpochEnd(callbacks, epochEnd);
      // Thrown when it is awaited; until then nobody waits for it.
      told.catch(() => undefined);
      stop = callbacks.some((callback) => callback.endsPhase?.(epochEnd));
      // A phase that is done is the next one's to end, or the normal end.
      stopped = !stop && !isDone() && isStopped();
    }
    await told;
    for (const callback of callbacks) await callback.onPhaseEnd?.({ phase: config, index, history: own });
    return outcome(stopped);
  } catch (error) {
    await told;
    if (!(error instanceof EndTraining)) throw error;
    return outcome(true);
  } finally {
    await told.catch(() => undefined);
    step.close();
    for (const source of [training, validation]) source.rest();
  }
}

async function tellEpochEnd(callbacks: readonly TrainingCallback[], epoch: EpochEnd): Promise<void> {
  for (const callback of callbacks) await callback.onEpochEnd?.(epoch);
}

import type { Photo } from '../../shared/dataset.ts';
import type { EpochEvent } from '../../shared/job-events.ts';
import { learningRateAt } from '../../shared/learning-rate.ts';
import type { TrainingCallback } from '../callbacks/callback.ts';
import type { EpochTotals } from './checkpoint-store.ts';
import { isBest } from './best-epoch.ts';
import { countOutcomes } from './count-outcomes.ts';
import { finiteLoss } from './finite-loss.ts';
import { measurePart } from './measure-part.ts';
import type { BatchOrder } from './order-batches.ts';
import { isLater, readOutcome } from './outcomes.ts';
import { scoreLogits } from './score-logits.ts';
import { stepBatch } from './step-batch.ts';
import type { TrainingPlan } from './training-plan.ts';
import type { StepBatch, StepRunner } from './training-step.ts';

/** How much of an epoch is done: so many steps, which came to these totals. */
export interface EpochBegun {
  readonly at: number;
  readonly totals: EpochTotals;
}

export const notBegun: EpochBegun = { at: 0, totals: { lossSum: 0, correct: 0, photos: 0 } };

export interface EpochUnderWay {
  readonly plan: TrainingPlan;
  /** Index of the phase. */
  readonly index: number;
  readonly step: StepRunner;
  readonly order: BatchOrder<Photo>;
  /** The phase's finished epochs. */
  readonly history: readonly EpochEvent[];
  /** Number of this epoch through all phases, from 1. */
  readonly epoch: number;
  /** Steps of the run before this phase. */
  readonly stepsBefore: number;
  /** What a snapshot was taken after. */
  readonly begun: EpochBegun;
  /** Done when everyone was told of the epochs before. */
  readonly told: Promise<void>;
  readonly callbacks: readonly TrainingCallback[];
}

/**
 * One epoch: its batches, then a look at the validation part. Returns what everyone will be told. Throws
 * `loss-not-finite` where a loss is no number any more, as soon as it is known.
 */
export async function trainEpoch(epoch: EpochUnderWay): Promise<EpochEvent> {
  const { plan, index, step, order, history } = epoch;
  const { config } = plan.phases[index]!;
  const start = performance.now();
  const training = await trainBatches(epoch);
  const trained = performance.now();
  const validation = await measureValidation(plan, index, step);
  const phaseEpoch = history.length + 1;
  const event = {
    kind: 'epoch',
    phase: config.name,
    epoch: epoch.epoch,
    phaseEpoch,
    phaseEpochs: config.epochs,
    training: { loss: training.lossSum / training.photos, accuracy: training.correct / training.photos },
    validation,
    learningRate: rateOf(epoch, phaseEpoch * order.stepsPerEpoch - 1),
    seconds: (performance.now() - start) / 1000,
    photosPerSecond: ((training.photos - epoch.begun.totals.photos) * 1000) / Math.max(trained - start, 1e-3),
    best: false,
  } as const satisfies EpochEvent;
  if (validation) finiteLoss(validation.loss, event);
  return { ...event, best: isBest([...history, event]) };
}

/**
 * Batch losses are weighted by the photos of their batch, as Keras does; a GPU's are read where somebody asks, and
 * nobody is given one that is no number.
 */
async function trainBatches(epoch: EpochUnderWay): Promise<EpochTotals> {
  const { plan, index, step, order, history, callbacks } = epoch;
  const { config } = plan.phases[index]!;
  const first = history.length * order.stepsPerEpoch;
  const totals = countOutcomes(epoch.begun.totals);
  const readBatch = (at: number, spent?: StepBatch): Promise<StepBatch> =>
    stepBatch(plan, index, order, first + at, spent?.inputs);
  const placeOf = (at: number) => ({
    phase: config.name,
    epoch: epoch.epoch,
    learningRate: rateOf(epoch, first + at),
  });
  const readTotals = async (at: number): Promise<EpochTotals> => {
    const read = await totals.read();
    finiteLoss(read.lossSum, placeOf(at));
    return read;
  };
  const begin = epoch.begun.at;
  if (begin >= order.stepsPerEpoch) return readTotals(begin - 1);
  let next = readBatch(begin);
  let spent: StepBatch | undefined;
  for (let at = begin; at < order.stepsPerEpoch; at++) {
    const batch = await next;
    if (at + 1 < order.stepsPerEpoch) {
      next = readBatch(at + 1, spent);
      // Awaited in the next round; without this a failure in between would end the process.
      next.catch(() => undefined);
    }
    const place = placeOf(at);
    const { learningRate } = place;
    const outcome = await step.begin(batch, { step: first + at, learningRate });
    spent = batch;
    const loss = isLater(outcome) ? null : finiteLoss(outcome.loss, place);
    totals.add(outcome, batch.labels.length);
    for (const callback of callbacks)
      await callback.onBatchEnd?.({
        phase: config,
        index,
        epoch: epoch.epoch,
        step: first + at,
        lastOfEpoch: at + 1 === order.stepsPerEpoch,
        stepsOfRun: epoch.stepsBefore + first + at + 1,
        phaseEpochsDone: history.length,
        totals: () => readTotals(at),
        loss,
        readLoss: async () => finiteLoss((await readOutcome(outcome)).loss, place),
        learningRate,
        state: async () => {
          await epoch.told;
          return step.state();
        },
      });
  }
  return readTotals(order.stepsPerEpoch - 1);
}

function rateOf({ plan, index, order, history }: EpochUnderWay, step: number): number {
  return learningRateAt(plan.phases[index]!.config, { step, stepsPerEpoch: order.stepsPerEpoch, history });
}

async function measureValidation(
  { phases, validationPhotos, loss }: TrainingPlan,
  index: number,
  step: StepRunner,
): Promise<EpochEvent['validation']> {
  if (validationPhotos.length === 0) return null;
  const logits = await measurePart(step, phases[index]!.validation, validationPhotos);
  const labels = validationPhotos.map(({ classIndex }) => classIndex);
  const { lossSum, correct } = scoreLogits(logits, labels, loss.kind);
  return { loss: lossSum / labels.length, accuracy: correct / labels.length };
}

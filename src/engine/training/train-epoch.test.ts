import { describe, expect, it, vi } from 'vitest';
import type { Photo } from '../../shared/dataset.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import type { TrainingCallback } from '../callbacks/callback.ts';
import { displaySteps } from '../callbacks/display-steps.ts';
import { saveSnapshots } from '../callbacks/save-snapshots.ts';
import { network } from './graph-step/fixtures/small-networks.ts';
import type { InputSource } from './input-source.ts';
import { openMemoryStore } from './memory-store.ts';
import { orderBatches } from './order-batches.ts';
import { notBegun, trainEpoch } from './train-epoch.ts';
import type { TrainingPlan } from './training-plan.ts';
import type { Outcome, StepOutcome, StepRunner } from './training-step.ts';

const photos: readonly Photo[] = Array.from({ length: 8 }, (_, index) => ({
  path: `${index}.png`,
  classIndex: index % 2,
  sha256: `hash-${index}`,
  bytes: 1,
}));
const source: InputSource = {
  shape: [1],
  type: 'float32',
  read: (wanted) => Promise.resolve(new Float32Array(wanted.length)),
  rest: () => undefined,
};
const config = { ...recipeByName('digits').phases[0]!, batchSize: 2, stepsPerEpoch: null };
const { learningRate } = config.optimizer;
const plan: TrainingPlan = {
  network: network([]),
  backend: { binding: null },
  precision: 'fp32',
  seed: 1,
  loss: { kind: 'cross-entropy' },
  phases: [{ config, from: 0, measureFrom: 0, learnFrom: 0, training: source, validation: source }],
  trainingPhotos: photos,
  validationPhotos: photos,
  workers: null,
  classWeights: null,
  earlyStoppingPatience: null,
};

const atOnce = (outcome: StepOutcome): Outcome => outcome;
/** As from a GPU. */
const later = (outcome: StepOutcome): Outcome => ({ read: () => Promise.resolve(outcome) });

/** The first epoch, of four steps that come to these losses. */
async function epochOf(
  losses: readonly number[],
  {
    given = later,
    callbacks = [],
    logit = 0,
  }: {
    given?: (outcome: StepOutcome) => Outcome;
    callbacks?: readonly TrainingCallback[];
    logit?: number;
  } = {},
): ReturnType<typeof trainEpoch> {
  const step: StepRunner = {
    run: () => Promise.reject(new Error('the trainer begins steps')),
    begin: (_, { step: at }) => Promise.resolve(given({ loss: losses[at]!, correct: 1 })),
    logits: (_, count) => Promise.resolve(new Float32Array(count).fill(logit)),
    state: () => Promise.resolve({ parameters: new Map(), slots: new Map() }),
    close: () => undefined,
  };
  return trainEpoch({
    plan,
    index: 0,
    step,
    order: orderBatches(photos, config, plan.seed, 0),
    history: [],
    epoch: 1,
    stepsBefore: 0,
    begun: notBegun,
    told: Promise.resolve(),
    callbacks,
  });
}

const diverged = { code: 'loss-not-finite', facts: { phase: config.name, epoch: 1, learningRate } };

it('comes to the mean of what its steps came to', async () => {
  const { training } = await epochOf([4, 3, 2, 1]);
  expect(training).toEqual({ loss: 2.5, accuracy: 0.5 });
});

describe.each([NaN, Infinity])('a loss of %d', (loss) => {
  it('that is known at once ends the training before anybody is told of the step', async () => {
    const told: number[] = [];
    const callbacks = [{ onBatchEnd: ({ step }: { step: number }) => void told.push(step) }];
    await expect(epochOf([1, loss, 1, 1], { given: atOnce, callbacks })).rejects.toMatchObject(diverged);
    expect(told).toEqual([0]);
  });

  it('that a GPU tells later ends it with its own epoch', async () => {
    await expect(epochOf([1, loss, 1, 1])).rejects.toMatchObject(diverged);
  });

  it('is in no snapshot', async () => {
    const store = openMemoryStore();
    const save = vi.spyOn(store, 'saveSnapshot');
    const callbacks = [saveSnapshots(store, 2)];
    await expect(epochOf([1, 1, loss, 1], { callbacks })).rejects.toMatchObject(diverged);
    expect(save.mock.calls.map(([, stepOfRun]) => stepOfRun)).toEqual([2]);
  });

  it('is never displayed', async () => {
    const report = vi.fn();
    const callbacks = [displaySteps(2, report)];
    await expect(epochOf([1, 1, loss, 1], { callbacks })).rejects.toMatchObject(diverged);
    expect(report).toHaveBeenCalledTimes(1);
    expect(report).toHaveBeenCalledWith({ kind: 'step', step: 2, loss: 1, learningRate });
  });
});

it('ends the training where the validation photos have a loss that is no number', async () => {
  await expect(epochOf([1, 1, 1, 1], { logit: NaN })).rejects.toMatchObject(diverged);
});

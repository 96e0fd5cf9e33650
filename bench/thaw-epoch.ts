import type { Photo } from '../src/shared/dataset.ts';
import type { FeatureStore } from '../src/engine/features/provide-features.ts';
import { featureSource } from '../src/engine/training/input-source.ts';
import { openTrainingStep } from '../src/engine/training/open-training-step.ts';
import { orderBatches } from '../src/engine/training/order-batches.ts';
import { planPhases } from '../src/engine/training/plan-phases.ts';
import { notBegun, trainEpoch } from '../src/engine/training/train-epoch.ts';
import { phaseStepOptions } from '../src/engine/training/phase-step-options.ts';
import type { TwoPhase } from './cached-features.ts';

/** Epochs of one phase as the trainer runs them, reading from Thaw's cache on disk; nothing is measured in between. */
export interface ThawEpoch {
  run(): Promise<void>;
  close(): Promise<void>;
}

const seed = 1;

export async function openThawEpoch(
  { recipe, network, backend, weights }: TwoPhase,
  index: 0 | 1,
  precision: 'fp32' | 'bf16',
  photos: readonly Photo[],
  store: FeatureStore,
): Promise<ThawEpoch> {
  const phase = planPhases(network, recipe)[index]!;
  const { config } = phase;
  const training = featureSource([store], seed, photos.length);
  const options = phaseStepOptions(network, phase, training.type, weights, {
    loss: recipe.loss,
    numPhotos: photos.length,
  });
  const step = await openTrainingStep(backend, options, precision, () => undefined);
  const plan = {
    network,
    backend,
    precision,
    seed,
    phases: [{ ...phase, training, validation: training }],
    trainingPhotos: photos,
    validationPhotos: [],
    loss: recipe.loss,
    workers: null,
    classWeights: null,
    earlyStoppingPatience: null,
  };
  const order = orderBatches(photos, config, seed, index);
  return {
    async run() {
      await trainEpoch({
        plan,
        index: 0,
        step,
        order,
        history: [],
        epoch: 1,
        stepsBefore: 0,
        begun: notBegun,
        told: Promise.resolve(),
        callbacks: [],
      });
    },
    async close() {
      step.close();
      await store.close();
    },
  };
}

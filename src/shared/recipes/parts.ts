import { type AugmentationConfig, noAugmentation } from '../augmentation.ts';
import type { OptimizerConfig, PhaseConfig, Recipe } from '../recipe.ts';

/** The tutorial's augmentation. Its shear of .2 is .2 degrees in Keras; Thaw takes .2 radians, on purpose. */
export const standardAugmentation: AugmentationConfig = {
  ...noAugmentation,
  rotation: 40,
  widthShift: 0.2,
  heightShift: 0.2,
  shear: 11.459,
  zoom: 0.2,
  horizontalFlip: true,
};

/** Keras 3's defaults for RMSprop. */
export function rmsprop(learningRate: number): OptimizerConfig {
  return { kind: 'rmsprop', learningRate, rho: 0.9, momentum: 0, epsilon: 1e-7 };
}

/** Keras's defaults for Adam. */
export function adam(learningRate: number): OptimizerConfig {
  return { kind: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
}

/** What a phase is that asks for nothing more: a constant rate, one pass over the photos an epoch, no penalty. */
export const plainPhase = {
  schedule: { kind: 'constant' },
  warmupSteps: 0,
  photosAtOnce: null,
  stepsPerEpoch: null,
  l2: 0,
  l2Biases: false,
} as const satisfies Partial<PhaseConfig>;

/** A phase with one pass over the training photos an epoch and no penalty. */
export function phase(
  name: PhaseConfig['name'],
  learnFrom: string,
  learningRate: number,
  epochs: number,
  batchSize = 20,
): PhaseConfig {
  return { ...plainPhase, name, learnFrom, optimizer: rmsprop(learningRate), epochs, batchSize };
}

/** What all of the tutorial's recipes share. */
export const tutorialDefaults = {
  image: { size: 150, fit: 'stretch' },
  initialiser: { kind: 'glorot-uniform' },
  initialBias: 0,
  loss: { kind: 'cross-entropy' },
  centring: 'network',
  copies: 5,
  augmentationSeed: 0,
  earlyStoppingPatience: null,
  displayEvery: null,
  snapshotEvery: null,
  histogramsEvery: null,
  workers: 1,
  classWeights: 'auto',
  precision: 'auto',
  backend: 'auto',
} as const satisfies Partial<Recipe>;

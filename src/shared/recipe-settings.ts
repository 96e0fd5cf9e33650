import { type AugmentationConfig, fillModes, noAugmentation } from './augmentation.ts';
import { baseNames, type BaseName } from './bases.ts';
import type { InitialiserConfig, OptimizerConfig, PhaseConfig, Recipe, ScheduleConfig } from './recipe.ts';
import { withBase } from './recipes/with-base.ts';
import { augmentationPresets, presetNames, type AugmentationPreset } from './recipes/augmentation-presets.ts';
import { usualInitialiser, usualOptimizer, usualSchedule } from './recipes/usual-optimizer.ts';

/** The parts of a recipe that can be set by a flat name, as `--set KEY=VALUE` and the options of `train` do. */

type Value = number | readonly number[] | string | boolean | null;

/** What a setting's text may be. */
export type SettingKind =
  | { readonly kind: 'number' }
  /** One, or several with commas between them. */
  | { readonly kind: 'numbers' }
  | { readonly kind: 'number-or-none' }
  /** `fresh` is 0. */
  | { readonly kind: 'number-or-fresh' }
  /** `LOW-HIGH`, or `none`. */
  | { readonly kind: 'range-or-none' }
  | { readonly kind: 'switch' }
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] };

export interface RecipeSetting {
  /** One line for the help, with unit and range. */
  readonly description: string;
  readonly value: SettingKind;
  /** The changed recipe, not yet checked; null where the recipe has no such part. */
  readonly apply: (recipe: Recipe, value: Value) => object | null;
}

export interface PhaseSetting {
  readonly description: string;
  readonly value: SettingKind;
  readonly apply: (phase: PhaseConfig, value: Value) => object | null;
}

const number = { kind: 'number' } as const;
const numberOrNone = { kind: 'number-or-none' } as const;
const numberOrFresh = { kind: 'number-or-fresh' } as const;
const rangeOrNone = { kind: 'range-or-none' } as const;
const onOff = { kind: 'switch' } as const;
const choice = (...choices: readonly string[]): SettingKind => ({ kind: 'choice', choices });

/** Copies that are cached where augmentation is switched on in a recipe without it. */
const usualCopies = 5;

function whole(key: keyof Recipe, value: SettingKind, description: string): RecipeSetting {
  return { description, value, apply: (recipe, given) => ({ ...recipe, [key]: given }) };
}

function ofImage(key: keyof Recipe['image'], value: SettingKind, description: string): RecipeSetting {
  return {
    description,
    value,
    apply: (recipe, given) => ({ ...recipe, image: { ...recipe.image, [key]: given } }),
  };
}

/** null takes the setting away. */
function storedImage({ size, fit }: Recipe['image'], given: Value): object {
  return { size, fit, ...(given === null ? {} : { stored: given }) };
}

function ofNetwork(key: 'units' | 'dropout', value: SettingKind, description: string): RecipeSetting {
  return {
    description,
    value,
    apply: (recipe, given) => ({ ...recipe, network: { ...recipe.network, [key]: given } }),
  };
}

function ofAugmentation(
  key: keyof AugmentationConfig,
  value: SettingKind,
  description: string,
): RecipeSetting {
  return {
    description,
    value,
    apply: (recipe, given) => ({
      ...(recipe.augmentation ? recipe : withAugmentation(recipe, noAugmentation)),
      augmentation: { ...(recipe.augmentation ?? noAugmentation), [key]: given },
    }),
  };
}

function withAugmentation(recipe: Recipe, augmentation: Recipe['augmentation']): Recipe {
  const copies = augmentation === null ? 1 : recipe.augmentation === null ? usualCopies : recipe.copies;
  return { ...recipe, augmentation, copies };
}

function ofPhase(key: keyof PhaseConfig, value: SettingKind, description: string): PhaseSetting {
  return { description, value, apply: (phase, given) => ({ ...phase, [key]: given }) };
}

function ofOptimizer(key: string, value: SettingKind, description: string): PhaseSetting {
  return {
    description,
    value,
    apply: (phase, given) =>
      key in phase.optimizer ? { ...phase, optimizer: { ...phase.optimizer, [key]: given } } : null,
  };
}

function ofSchedule(key: string, value: SettingKind, description: string): PhaseSetting {
  return {
    description,
    value,
    apply: (phase, given) =>
      key in phase.schedule ? { ...phase, schedule: { ...phase.schedule, [key]: given } } : null,
  };
}

/** Each trains from the best epoch of the one before; more than these have no use. */
export const mostPhases = 9;

/** What a phase is called by what learns in it. */
function phaseName(learnFrom: Value): PhaseConfig['name'] {
  if (learnFrom === 'head') return 'head';
  return learnFrom === 'all' ? 'whole-network' : 'fine-tune';
}

/** Settings of a whole run. `augmentation` and `initialiser` come first: the single ones change what these set. */
export const recipeSettings: Readonly<Record<string, RecipeSetting>> = {
  augmentation: {
    description: 'none, or turns, shifts, shear, zoom and horizontal flips: gentle, standard or strong',
    value: choice('none', ...presetNames),
    apply: (recipe, given) =>
      withAugmentation(recipe, given === 'none' ? null : augmentationPresets[given as AugmentationPreset]),
  },
  'augmentation.rotation': ofAugmentation('rotation', number, 'degrees to either side, 0 to 180'),
  'augmentation.widthShift': ofAugmentation(
    'widthShift',
    number,
    'share of the width to either side, 0 to 1',
  ),
  'augmentation.heightShift': ofAugmentation('heightShift', number, 'share of the height up or down, 0 to 1'),
  'augmentation.shear': ofAugmentation('shear', number, 'degrees to either side, 0 to 90'),
  'augmentation.zoom': ofAugmentation('zoom', number, 'factors from 1-zoom to 1+zoom, 0 to 0.95'),
  'augmentation.zoomRange': ofAugmentation(
    'zoomRange',
    rangeOrNone,
    'both ends of these factors in place of zoom, such as 0.5-1.5, or none; 0.05 to 4',
  ),
  'augmentation.horizontalFlip': ofAugmentation('horizontalFlip', onOff, 'true or false'),
  'augmentation.verticalFlip': ofAugmentation('verticalFlip', onOff, 'true or false'),
  'augmentation.fill': ofAugmentation(
    'fill',
    choice(...fillModes),
    'beyond the edges: nearest, constant, reflect or wrap',
  ),
  'augmentation.fillValue': ofAugmentation(
    'fillValue',
    number,
    'level beyond the edges for constant, 0 to 255',
  ),
  'augmentation.brightness': ofAugmentation(
    'brightness',
    number,
    'factors from 1-brightness to 1+brightness, 0 to 0.95',
  ),
  'augmentation.contrast': ofAugmentation(
    'contrast',
    number,
    'factors from 1-contrast to 1+contrast, 0 to 0.95',
  ),
  'augmentation.channelShift': ofAugmentation('channelShift', number, 'levels to either side, 0 to 255'),
  'augmentation.colourJitter': ofAugmentation(
    'colourJitter',
    number,
    "standard deviation along the principal components of the photos' colours, 0 to 1, such as 0.1",
  ),
  'augmentation.randomCrop': ofAugmentation(
    'randomCrop',
    onOff,
    'true or false: cut from a drawn place of the stored picture, not from its centre',
  ),
  'augmentation.shortSide': ofAugmentation(
    'shortSide',
    rangeOrNone,
    'shorter side drawn in pixels, such as 256-512, then cut from a drawn place; or none',
  ),
  augmentationSeed: whole('augmentationSeed', number, 'whole number; seed of the cached copies'),
  base: {
    description: `pretrained network: ${baseNames.join(', ')}; sets imageSize and learnFrom to its own`,
    value: choice(...baseNames),
    apply: (recipe, given) => withBase(recipe, given as BaseName),
  },
  backend: whole('backend', choice('auto', 'tensorflow', 'wasm'), 'auto, tensorflow or wasm'),
  centring: whole(
    'centring',
    choice('network', 'channels', 'mean-image'),
    "what is subtracted: the network's own mean, that of the training photos' channels, or their mean-image",
  ),
  classWeights: whole(
    'classWeights',
    choice('auto', 'none'),
    'auto: classes count the same where sizes differ; or none',
  ),
  copies: whole(
    'copies',
    numberOrFresh,
    'augmented copies of each training photo that are cached, 1 to 1000, or fresh: none, changed anew in every epoch',
  ),
  cutAt: {
    description: 'last layer of the base that is kept, such as block4_pool, or none for all of it',
    value: { kind: 'text' },
    apply: ({ network, ...recipe }, given) => {
      if (network.kind !== 'base') return null;
      const whole = { ...network };
      delete whole.cutAt;
      return { ...recipe, network: given === 'none' ? whole : { ...whole, cutAt: given } };
    },
  },
  displayEvery: whole('displayEvery', numberOrNone, 'tells the loss after so many steps, from 1, or none'),
  histogramsEvery: whole('histogramsEvery', numberOrNone, 'epochs between histograms of weights, or none'),
  snapshotEvery: whole('snapshotEvery', numberOrNone, 'steps between checkpoints to go back to, or none'),
  dropout: ofNetwork('dropout', number, 'share of values dropped at each hidden dense layer, 0 to 0.99'),
  earlyStoppingPatience: whole(
    'earlyStoppingPatience',
    numberOrNone,
    'epochs without a lower validation loss before a phase ends, from 1, or none',
  ),
  fit: ofImage('fit', choice('stretch', 'crop', 'pad'), 'stretch, crop (centre square) or pad (on black)'),
  imageSize: ofImage('size', number, 'side of the picture the network sees, 16 to 1024 pixels'),
  initialBias: whole('initialBias', number, 'what biases begin at where no weights are given'),
  initialiser: {
    description: 'how new kernels are drawn: glorot-uniform, he-normal or normal (deviation 0.01)',
    value: choice('glorot-uniform', 'he-normal', 'normal'),
    apply: (recipe, given) => ({
      ...recipe,
      initialiser: usualInitialiser(given as InitialiserConfig['kind']),
    }),
  },
  'initialiser.deviation': {
    description: 'normal: deviation of the draws, above 0',
    value: number,
    apply: (recipe, given) =>
      recipe.initialiser.kind === 'normal'
        ? { ...recipe, initialiser: { ...recipe.initialiser, deviation: given } }
        : null,
  },
  phases: {
    description: `how many phases, 1 to ${mostPhases}; new ones are like the last`,
    value: number,
    apply: ({ phases, ...recipe }, given) =>
      typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= mostPhases
        ? { ...recipe, phases: Array.from({ length: given }, (_, index) => phases[index] ?? phases.at(-1)!) }
        : null,
  },
  precision: whole(
    'precision',
    choice('auto', 'exact', 'fp32', 'bf16'),
    'auto (the faster here), bf16, fp32, or exact (fp32 with features in float32); of training only',
  ),
  stored: {
    description: "side of the larger picture that the network's is cut from, in pixels, or none",
    value: numberOrNone,
    apply: (recipe, given) => ({ ...recipe, image: storedImage(recipe.image, given) }),
  },
  units: ofNetwork(
    'units',
    { kind: 'numbers' },
    'units of the hidden dense layer, from 1; of several with commas: 512,512',
  ),
};

/**
 * Settings of a phase: `NAME=VALUE` for all phases, `NAME=FIRST,SECOND` for each, `phase2.NAME=VALUE` for one.
 * `optimizer` and `schedule` come first: the others change what these set.
 */
export const phaseSettings: Readonly<Record<string, PhaseSetting>> = {
  optimizer: {
    description: 'rmsprop, adam, adamw or sgd, with the defaults of Keras and the rate of the recipe',
    value: choice('rmsprop', 'adam', 'adamw', 'sgd'),
    apply: (phase, given) => ({
      ...phase,
      optimizer: usualOptimizer(given as OptimizerConfig['kind'], phase.optimizer.learningRate),
    }),
  },
  schedule: {
    description:
      'how the rate changes: constant, step (a tenth every 10 epochs), exponential (0.99 an epoch), plateau (a tenth after 5 epochs without gain) or cosine',
    value: choice('constant', 'step', 'exponential', 'plateau', 'cosine'),
    apply: (phase, given) => ({ ...phase, schedule: usualSchedule(given as ScheduleConfig['kind']) }),
  },
  'schedule.every': ofSchedule('every', number, 'step: steps or epochs between two changes, from 1'),
  'schedule.factor': ofSchedule('factor', number, 'step, exponential, plateau: above 0, up to 1'),
  'schedule.floor': ofSchedule('floor', number, 'cosine: share of the rate at its end, 0 to 1'),
  'schedule.patience': ofSchedule(
    'patience',
    number,
    'plateau: epochs without a lower validation loss, from 1',
  ),
  'schedule.staircase': ofSchedule('staircase', onOff, 'exponential: true (once an epoch) or false'),
  'schedule.unit': ofSchedule(
    'unit',
    choice('steps', 'epochs'),
    'step: what `every` counts, steps or epochs',
  ),
  warmupSteps: ofPhase('warmupSteps', number, 'steps in which the rate climbs from 0, from 0'),
  batchSize: ofPhase('batchSize', number, 'photos in a batch, from 1'),
  beta1: ofOptimizer('beta1', number, 'adam, adamw: decay of the first moment, 0 to 1'),
  beta2: ofOptimizer('beta2', number, 'adam, adamw: decay of the second moment, 0 to 1'),
  decay: ofOptimizer('decay', number, 'sgd: time decay, rate/(1 + decay * step), from 0'),
  epochs: ofPhase('epochs', number, 'epochs, from 1'),
  epsilon: ofOptimizer('epsilon', number, 'rmsprop, adam, adamw: small number against division by 0'),
  l2: ofPhase('l2', number, 'penalty on the squares of the learning kernels, from 0'),
  l2Biases: ofPhase('l2Biases', onOff, 'true: biases are penalised as well; or false'),
  learnFrom: {
    description: 'first layer that learns: a name such as block5_conv1, head, or all',
    value: { kind: 'text' },
    apply: (phase, given) => ({ ...phase, name: phaseName(given), learnFrom: given }),
  },
  learningRate: ofOptimizer('learningRate', number, 'above 0, such as 2e-5'),
  momentum: ofOptimizer('momentum', number, 'rmsprop, sgd: 0 to 1'),
  nesterov: ofOptimizer('nesterov', onOff, 'sgd: true or false'),
  photosAtOnce: ofPhase(
    'photosAtOnce',
    numberOrNone,
    'of a batch, photos that are computed at once, from 1, or none for all: less memory, the same updates',
  ),
  rho: ofOptimizer('rho', number, 'rmsprop: decay of the squares, 0 to 1'),
  stepsPerEpoch: ofPhase('stepsPerEpoch', numberOrNone, 'batches in an epoch, from 1, or none for one pass'),
  weightDecay: ofOptimizer('weightDecay', number, 'adamw: share taken away a step at rate 1, 0 to 1'),
};

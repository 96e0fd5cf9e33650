import { type AugmentationConfig, fillModes, noAugmentation } from './augmentation.ts';
import { backendNames } from './backends.ts';
import { baseNames, type BaseName } from './bases.ts';
import type { InitialiserConfig, LossConfig, Recipe } from './recipe.ts';
import { withBase } from './recipes/with-base.ts';
import { cutNetwork } from './recipes/with-cut.ts';
import { augmentationPresets, presetNames, type AugmentationPreset } from './recipes/augmentation-presets.ts';
import { usualInitialiser, usualLoss } from './recipes/usual-optimizer.ts';
import {
  choice,
  number,
  numberOrFresh,
  numberOrNone,
  onOff,
  rangeOrNone,
  type SettingKind,
  type SettingValue,
} from './setting-kind.ts';

/** The parts of a recipe that can be set by a flat name, as `--set KEY=VALUE` and the options of `train` do. */

export interface RecipeSetting {
  /** One line for the help, with unit and range. */
  readonly description: string;
  readonly value: SettingKind;
  /** The changed recipe, not yet checked; null where the recipe has no such part. */
  readonly apply: (recipe: Recipe, value: SettingValue) => object | null;
}

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
function storedImage({ size, fit }: Recipe['image'], given: SettingValue): object {
  return { size, fit, ...(given === null ? {} : { stored: given }) };
}

function ofNetwork(key: 'units' | 'dropout', value: SettingKind, description: string): RecipeSetting {
  return {
    description,
    value,
    // A network from a file has the layers that the file gave it.
    apply: (recipe, given) =>
      recipe.network.kind === 'imported' ? null : { ...recipe, network: { ...recipe.network, [key]: given } },
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

/** Each trains from the best epoch of the one before; more than these have no use. */
export const mostPhases = 9;

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
  backend: whole('backend', choice('auto', ...backendNames), 'auto, tensorflow, webgpu or wasm'),
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
      return { ...recipe, network: cutNetwork(network, given === 'none' ? null : (given as string)) };
    },
  },
  displayEvery: whole('displayEvery', numberOrNone, 'tells the loss after so many steps, from 1, or none'),
  histogramsEvery: whole('histogramsEvery', numberOrNone, 'epochs between histograms of weights, or none'),
  workers: whole('workers', number, 'processes that share every batch, 1 to 16; the same updates'),
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
  loss: {
    description:
      'what training lowers: cross-entropy, or hinge or squared-hinge (a linear support vector machine)',
    value: choice('cross-entropy', 'hinge', 'squared-hinge'),
    apply: (recipe, given) => ({ ...recipe, loss: usualLoss(given as LossConfig['kind']) }),
  },
  'loss.c': {
    description:
      "hinge, squared-hinge: C, the losses' weight beside half the squares of the kernels, above 0",
    value: number,
    apply: (recipe, given) =>
      recipe.loss.kind === 'cross-entropy' ? null : { ...recipe, loss: { ...recipe.loss, c: given } },
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
    { kind: 'numbers-or-none' },
    'units of the hidden dense layer, from 1; of several with commas: 512,512; or none',
  ),
};

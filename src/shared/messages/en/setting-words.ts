import type { FillMode } from '../../augmentation.ts';
import type { ImageConfig, LossConfig, PhaseConfig, Recipe } from '../../recipe.ts';
import { formatCount } from '../format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** What was set for a run, in words. */
export const settingWords = {
  recipe: 'Recipe',
  network: 'Network',
  smallNetwork: 'small network from scratch',
  fromScratch: (network: string) => `${network}, from scratch`,
  cutAt: 'Base kept up to',
  units: 'Units of the head',
  dropout: 'Dropout',
  imageSize: 'Picture size',
  pixels: (side: number) => `${side} × ${side} px`,
  fit: 'Fit',
  fits: { stretch: 'stretched', crop: 'centre square', pad: 'whole, on black' } satisfies Record<
    ImageConfig['fit'],
    string
  > as Record<ImageConfig['fit'], string>,
  augmentation: 'Augmentation',
  off: 'off',
  auto: 'automatic',
  comma: ', ',
  rotation: (degrees: number) => `turn ±${degrees}°`,
  widthShift: (share: string) => `shift ±${share} sideways`,
  heightShift: (share: string) => `shift ±${share} up and down`,
  shear: (degrees: number) => `slant ±${degrees}°`,
  zoom: (share: string) => `zoom ±${share}`,
  zoomRange: (low: string, high: string) => `zoom ${low} to ${high}`,
  horizontalFlip: 'mirror left and right',
  verticalFlip: 'mirror top and bottom',
  brightness: (share: string) => `brightness ±${share}`,
  contrast: (share: string) => `contrast ±${share}`,
  channelShift: (levels: number) => `all channels ±${levels} levels`,
  colourJitter: (deviation: number) => `colour jitter, deviation ${deviation}`,
  randomCrop: 'cut from a random place',
  shortSide: (low: number, high: number) => `shorter side ${low} to ${high} px, cut from a random place`,
  fill: 'Beyond the edges',
  fills: {
    nearest: 'nearest pixel',
    constant: 'one level',
    reflect: 'mirrored',
    wrap: 'repeated',
  } satisfies Record<FillMode, string> as Record<FillMode, string>,
  fillValue: (mode: string, level: number) => `${mode} (${level})`,
  stored: 'Cut from a picture of',
  centring: 'Subtracted mean',
  centrings: {
    network: 'the network’s own',
    channels: 'the training photos’ channels',
    'mean-image': 'the training photos’ mean image',
  } satisfies Record<Recipe['centring'], string> as Record<Recipe['centring'], string>,
  copies: 'Augmented copies',
  afresh: 'changed anew in every epoch',
  augmentationSeed: 'Seed of the copies',
  phases: { head: 'Frozen base', 'fine-tune': 'Thawed', 'whole-network': 'Whole network' } satisfies Record<
    PhaseConfig['name'],
    string
  > as Record<PhaseConfig['name'], string>,
  ofPhase: (phase: string, setting: string) =>
    `${phase}: ${setting.charAt(0).toLowerCase()}${setting.slice(1)}`,
  learnFrom: 'Learns from',
  headOnly: 'the head',
  allLayers: 'the first layer',
  epochs: 'Epochs planned',
  epochCount: (n: number) => (n === 1 ? '1 epoch' : `${count(n)} epochs`),
  batchSize: 'Photos in a batch',
  stepsPerEpoch: 'Batches in an epoch',
  onePass: 'one pass',
  optimizer: 'Optimizer',
  learningRate: 'Learning rate',
  schedule: 'Rate over time',
  schedules: {
    constant: 'constant',
    everySteps: (factor: string, every: number) =>
      `times ${factor} every ${every === 1 ? 'step' : `${count(every)} steps`}`,
    everyEpochs: (factor: string, every: number) =>
      `times ${factor} every ${every === 1 ? 'epoch' : `${count(every)} epochs`}`,
    exponential: (factor: string) => `times ${factor} an epoch, a little each step`,
    staircase: (factor: string) => `times ${factor} after each epoch`,
    plateau: (factor: string, patience: number) =>
      `times ${factor} after ${patience === 1 ? '1 epoch' : `${count(patience)} epochs`} without gain`,
    cosine: (floor: string) => `cosine down to ${floor}`,
  },
  warmup: (steps: number) => `warm-up of ${steps === 1 ? '1 step' : `${count(steps)} steps`}`,
  initialiser: 'New weights',
  initialisers: {
    'glorot-uniform': 'Glorot, even',
    'he-normal': 'He, normal',
    normal: (deviation: string) => `normal, deviation ${deviation}`,
  },
  loss: 'Loss',
  losses: {
    'cross-entropy': 'cross-entropy',
    hinge: 'hinge',
    'squared-hinge': 'squared hinge',
  } satisfies Record<LossConfig['kind'], string> as Record<LossConfig['kind'], string>,
  none: 'none',
  initialBias: (value: string) => `biases ${value}`,
  l2: 'L2',
  withBiases: (value: string) => `${value}, biases too`,
  patience: 'Stops early after',
  classWeights: 'Class weights',
  precision: 'Precision while training',
  seed: 'Seed',
};

export type SettingWords = typeof settingWords;

import type { ReadyCheck } from '../../../../shared/app/run-view.ts';
import type { InitialiserConfig, LossConfig, Recipe, ScheduleConfig } from '../../../../shared/recipe.ts';
import { formatBytes, formatCount } from '../../../../shared/messages/format-numbers.ts';
import { recipeWords } from '../../../../shared/messages/recipe-words.ts';
import { optimizerWords } from './en-optimizer.ts';
import { foldWords } from './en-folds.ts';
import { runningWords } from './en-running.ts';

const count = (value: number): string => formatCount(value, 'en');
const things = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** The first few of many. */
const someOf = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 4).join(', ')} and ${count(names.length - 4)} more` : names.join(', ');

/** The training screens' words. Values of the tutorial are the published ones, not measurements. */
export const trainWords = {
  recipes: recipeWords.en,
  recipeName: (recipe: string) => recipeWords.en[recipe]?.name ?? recipe,
  changeRecipe: 'Change recipe…',
  recipe: 'Recipe',
  about: (time: string) => `about ${time}`,

  phaseNumber: (number: number, title: string) => `${number}\u2002${title}`,
  epochs: (value: number): string => (value === 1 ? 'epoch' : 'epochs'),
  batch: 'batch',
  weightsLearn: (of: string) => `of ${of} weights learn`,
  change: (what: string, phase: number, value: string) => `${what} of phase ${phase}: ${value}. Change`,
  facts: { epochs: 'Epochs', optimizer: 'Optimizer', learningRate: 'Learning rate', batchSize: 'Batch' },

  changes: {
    list: 'What differs from the recipe',
    count: (changes: number): string =>
      changes === 1 ? '1 change against the recipe' : `${count(changes)} changes against the recipe`,
    setting: 'Setting',
    recipes: 'Recipe',
    here: 'Here',
    restore: 'Take the recipe’s values',
  },

  start: {
    label: 'Start from',
    base: 'The base as published',
    nothing: 'Weights drawn anew',
    hint: 'A finished run’s weights, in every layer of the same name and shape.',
    notWithFolds: 'A cross-validation starts anew: another run has learned from photos that a fold tests.',
    taken: (layers: number, anew: readonly string[]) =>
      `${things(layers, 'layer begins', 'layers begin')} with that run’s weights${anew.length === 0 ? '' : `; of another shape or for other classes, so begun anew: ${someOf(anew)}`}.`,
  },
  readyToStart: 'Ready to start',
  notReady: 'Before the start',
  looking: 'Looking at photos, weights and space',
  checks: {
    data: 'Data',
    weights: 'Weights',
    device: 'Device',
    space: 'Space',
    start: 'Start',
  } satisfies Record<ReadyCheck['kind'], string>,
  dataOk: (train: number, validation: number, test: number) =>
    [
      `${count(train)} train`,
      ...(validation > 0 ? [`${count(validation)} validation`] : []),
      ...(test > 0 ? [`${count(test)} test, sealed`] : []),
    ].join(', '),
  weightsOk: (base: string) => `${base}, ImageNet, checked by hash`,
  weightsNone: 'None needed: this network starts from scratch',
  deviceOk: (device: string, cores: number) => `${device}, ${things(cores, 'core', 'cores')}`,
  spaceOk: (needed: number, free: number) =>
    `${formatBytes(needed)} for cached features, ${formatBytes(free)} free`,
  spaceCached: (free: number) => `Features are cached already, ${formatBytes(free)} free`,
  spaceShort: (needed: number, free: number) =>
    `Cached features need ${formatBytes(needed)}; ${formatBytes(free)} are free.`,
  toData: 'Open Data',
  takeWeights: 'Take them from a folder…',
  takeWeightsTitle: (base: string) => `A folder with ${base}'s weights (.h5)`,
  fewerCopies: (copies: number) => `Cache ${things(copies, 'copy', 'copies')} of each photo`,
  /** Neither there nor failed. */
  notYet: {
    data: 'The photos are not split yet.',
    start: 'The run is being looked at.',
    weights: 'They are being fetched.',
    device: 'It is being looked for.',
  },
  missing: (checks: readonly string[]) => `Not ready: ${checks.join(', ')}.`,
  photosReading: 'The photos are still being read.',

  settings: 'Settings',
  showAll: 'Show all',
  showLess: 'Show less',
  name: 'Name',
  runName: 'Name of the run',
  withTutorial: (text: string, value: string) => `${text} Tutorial: ${value}.`,
  ownNetwork: (base: string) => `${base} was trained at this size`,
  off: 'Off',
  presets: { gentle: 'Gentle', standard: 'Standard', strong: 'Strong' },
  changed: (preset: string) => `${preset}, changed`,
  always: 'Always',
  epochsUnit: 'epochs',
  onePass: 'one pass',
  none: 'none',
  fields: {
    photoSize: 'Photo size',
    augmentation: 'Augmentation',
    keepBest: 'Keep the best epoch',
    stopEarly: 'Stop early',
    patience: 'Epochs without gain',
    copies: 'Copies per photo',
    seed: 'Seed',
    base: 'Base',
    cutAt: 'Base kept up to',
    fit: 'Fit',
    stored: 'Cut from pictures of',
    centring: 'Subtracted mean',
    hiddenLayers: 'Hidden layers',
    phases: 'Phases',
    units: 'Units of the head',
    unitsOfLayer: (layer: number) => `Units of hidden layer ${layer}`,
    networkUnits: 'Units of the dense layer',
    dropout: 'Dropout',
    classWeights: 'Class weights',
    workers: 'Worker processes',
    backend: 'Computes with',
    precision: 'Precision',
    learnFrom: 'Learns from',
    epochs: 'Epochs',
    optimizer: 'Optimizer',
    learningRate: 'Learning rate',
    batchSize: 'Batch',
    stepsPerEpoch: 'Steps per epoch',
    photosAtOnce: 'Photos at once',
    initialBias: 'New biases',
    displayEvery: 'Loss every so many steps',
    snapshotEvery: 'Snapshot every so many steps',
    histogramsEvery: 'Histograms every so many epochs',
    l2: 'L2 penalty',
    l2Biases: 'Penalty on',
    schedule: 'Rate over time',
    factor: 'Times',
    every: 'After so many',
    unit: 'Counted in',
    staircase: 'Falls after each',
    floor: 'Ends at',
    warmupSteps: 'Warm-up steps',
    loss: 'Loss',
    c: 'C',
    initialiser: 'New weights',
    deviation: 'Standard deviation',
  },
  hints: {
    photoSize: 'Side of the square that the network sees, in pixels.',
    augmentation: 'Training photos are changed a little each time, so that the model learns the subject.',
    keepBest: 'The model is the epoch with the lowest validation loss, not the last one.',
    stopEarly: 'When validation no longer improves',
    copies:
      'Changed copies of each training photo; epochs take them in turn. 0: changed anew in every epoch, far slower.',
    seed: 'The same seed gives the same run.',
    base: 'The pretrained network below the head.',
    cutAt: 'Layers above it are left out, and the head stands on earlier, simpler features.',
    fit: 'How a photo becomes a square.',
    stored:
      'Larger pictures that the network’s are cut from: at the centre, or, by Augment, at a random place.',
    centring: 'What is taken off the pixels before the network sees them.',
    hiddenLayers: 'Dense layers before the answer.',
    phases:
      'Trained one after the other, each with the weights that the one before left; a new one is set like the last.',
    units: 'Width of the layer between base and answer. 0: no such layer.',
    dropout: 'Share of values left out while learning, against learning by heart.',
    classWeights: 'Photos of small classes count for more where classes are uneven.',
    workers:
      'They share every batch and make the same updates. For several GPUs; one process is enough for a processor.',
    backend: 'Automatic takes the fastest that works on this computer.',
    precision:
      'Of training only; what is measured and exported is always fp32. auto: timed at the start, the faster is taken. exact: fp32, with features kept in full.',
    learnFrom: 'The first layer that learns; those below stay frozen.',
    epochs: 'Passes over the training photos.',
    optimizer: 'The rule by which weights are moved.',
    learningRate: 'Size of each step. Too large forgets, too small takes long.',
    batchSize: 'Photos in each step.',
    photosAtOnce: 'Of a batch, computed together at most: less memory, the same updates. Empty: all of them.',
    initialBias: 'What biases begin at that come without weights.',
    displayEvery: 'Told between epochs too. Empty: of whole epochs alone.',
    snapshotEvery: 'Places to go back to, also in a finished run: by its record. Empty: none.',
    histogramsEvery: 'How the weights are spread, for TensorBoard. Empty: none.',
    stepsPerEpoch: 'Steps that count as an epoch. Empty: one pass over the photos.',
    l2: 'Penalty on large weights that learn; 0 is none.',
    l2Biases: 'Biases are seldom penalised; VGG’s authors did.',
    schedules: {
      constant: 'The rate stays as it is.',
      step: 'Falls at once after so many epochs or steps, as in Caffe.',
      exponential: 'Falls by the same factor in every epoch.',
      plateau: 'Falls when the validation loss stops improving, as for VGG.',
      cosine: 'Falls along half a cosine, to the end of the phase.',
    },
    factor: 'What the rate is multiplied by: 0.1 is a tenth.',
    floor: 'Share of the rate that is left at the end.',
    warmupSteps: 'The rate climbs from 0 in these first steps; 0 is none.',
    loss: 'What training lowers. Hinge makes a linear support vector machine of the last layer.',
    c: 'What mistakes weigh beside a wide margin, as in LIBSVM.',
    initialiser: 'How layers begin that come without weights.',
  },
  schedules: {
    constant: 'Constant',
    step: 'Steps down',
    exponential: 'Exponential',
    plateau: 'On a plateau',
    cosine: 'Cosine',
  } satisfies Record<ScheduleConfig['kind'], string>,
  losses: {
    'cross-entropy': 'Cross-entropy',
    hinge: 'Hinge',
    'squared-hinge': 'Squared hinge',
  } satisfies Record<LossConfig['kind'], string>,
  wholeBase: 'its end',
  recorded: 'What is recorded',
  units: { epochs: 'epochs', steps: 'steps' },
  afterEach: { epochs: 'epoch', steps: 'step, a little' },
  penalised: { kernels: 'Kernels', biases: 'Kernels and biases' },
  initialisers: {
    'glorot-uniform': 'Glorot, even',
    'he-normal': 'He, normal',
    normal: 'Normal',
  } satisfies Record<InitialiserConfig['kind'], string>,
  fits: { stretch: 'Stretch', crop: 'Crop the centre', pad: 'Pad with black' },
  classWeightChoices: { auto: 'Automatic', none: 'None' },
  backends: { auto: 'Automatic', tensorflow: 'TensorFlow', webgpu: 'WebGPU', wasm: 'WASM' },
  learnFromBlock: (block: number) => `Block ${block}`,
  learnFromAll: 'All layers',
  learnFromHead: 'The head alone',
  notLarger: 'Their own size',
  pixels: (size: number) => `${size} px`,
  centrings: {
    network: 'The network’s own',
    channels: 'Mean of the channels',
    'mean-image': 'Mean image',
  } satisfies Record<Recipe['centring'], string>,
  optimizer: optimizerWords,

  rate: {
    find: 'Find a rate',
    findOf: (phase: number) => `Find a learning rate for phase ${phase}`,
    title: (phase: string) => `Learning rate: ${phase}`,
    how: 'Trains some steps at ever higher rates, on a copy of the weights, and watches the loss. Earlier phases are trained first.',
    found: (steepest: string, lowest: string) =>
      `The loss falls fastest at ${steepest} and is lowest at ${lowest}; above that training breaks up.`,
    neverFell: 'The loss never fell, so no rate can be suggested. Look at the photos and their labels.',
    axes: 'Smoothed loss by learning rate; the points are single batches.',
    spoken: (points: readonly (readonly string[])[]) =>
      `Loss by learning rate: ${points.map(([rate, loss]) => `${loss} at ${rate}`).join(', ')}`,
    use: (rate: string) => `Use ${rate}`,
    close: 'Close',
  },

  startTraining: 'Start training',
  starting: 'Starting',
  onThisComputer: (time: string) =>
    `About ${time} on this computer. You can go on working, or close the window.`,
  timeUnknown:
    'How long it takes is measured in its first seconds. You can go on working, or close the window.',

  folds: foldWords,
  ...runningWords,
};

export type TrainWords = typeof trainWords;

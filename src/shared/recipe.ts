import * as z from 'zod';
import { assertNever } from './assert-never.ts';
import { augmentationSchema } from './augmentation.ts';
import { backendNames } from './backends.ts';
import { baseNames } from './bases.ts';
import { layersSchema, preprocessingSchema } from './network-schema.ts';

/** A recipe is data for one trainer: a network, augmentation, and phases. ../recipes has the catalogue. */

const share = z.number().min(0).max(1);

export {
  augmentationSchema,
  rangedAugmentations,
  type AugmentationConfig,
  type RangedAugmentation,
} from './augmentation.ts';

export const optimizerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rmsprop'),
    learningRate: z.number().positive(),
    rho: z.number().min(0).max(1),
    momentum: z.number().min(0).max(1),
    epsilon: z.number().positive(),
  }),
  z.strictObject({
    kind: z.literal('adam'),
    learningRate: z.number().positive(),
    beta1: z.number().min(0).max(1),
    beta2: z.number().min(0).max(1),
    epsilon: z.number().positive(),
  }),
  z.strictObject({
    kind: z.literal('adamw'),
    learningRate: z.number().positive(),
    beta1: z.number().min(0).max(1),
    beta2: z.number().min(0).max(1),
    epsilon: z.number().positive(),
    /** Share of every parameter, biases too, that a step takes away at rate 1. */
    weightDecay: z.number().min(0).max(1),
  }),
  z.strictObject({
    kind: z.literal('sgd'),
    learningRate: z.number().positive(),
    momentum: z.number().min(0).max(1),
    nesterov: z.boolean(),
    /** Time decay per step t: the rate is learningRate / (1 + decay * t). */
    decay: z.number().min(0),
  }),
]);
export type OptimizerConfig = z.infer<typeof optimizerSchema>;

/** More are of no use to batches of a usual size. */
export const mostWorkers = 16;

const factor = z.number().positive().max(1);

/** How the optimizer's rate changes through a phase; ./learning-rate.ts has the formulas. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant') }),
  /** Times `factor` after every `every` steps or epochs. */
  z.strictObject({
    kind: z.literal('step'),
    factor,
    every: z.number().int().positive(),
    unit: z.enum(['steps', 'epochs']),
  }),
  /** Times `factor` an epoch: at once after each (staircase), or a little in every step. */
  z.strictObject({ kind: z.literal('exponential'), factor, staircase: z.boolean() }),
  /** Times `factor` whenever validation loss has not improved for `patience` epochs. */
  z.strictObject({ kind: z.literal('plateau'), factor, patience: z.number().int().positive() }),
  /** Half a cosine over the phase, down to the share `floor` of the rate. */
  z.strictObject({ kind: z.literal('cosine'), floor: share }),
]);
export type ScheduleConfig = z.infer<typeof scheduleSchema>;

export const phaseSchema = z.strictObject({
  name: z.enum(['head', 'fine-tune', 'whole-network']),
  /** The name of the first layer that learns, or `head` (the layers after the base) or `all`. */
  learnFrom: z.string().min(1),
  optimizer: optimizerSchema,
  schedule: scheduleSchema.default({ kind: 'constant' }),
  /** Steps in which the rate climbs from 0 to the schedule's. */
  warmupSteps: z.number().int().min(0).default(0),
  epochs: z.number().int().positive(),
  batchSize: z.number().int().positive(),
  /**
   * Photos that are computed at once, at most: a batch is taken in parts, and their gradients add up to one update. For
   * batches that memory does not hold. null: a batch is computed whole.
   */
  photosAtOnce: z.number().int().positive().nullable().default(null),
  /** null: one pass over the training photos. */
  stepsPerEpoch: z.number().int().positive().nullable(),
  /** Penalty: l2 times the sum of squares of the kernels that learn. */
  l2: z.number().min(0),
  /** Biases are penalised as well. */
  l2Biases: z.boolean().default(false),
});
export type PhaseConfig = z.infer<typeof phaseSchema>;

/** Networks that learn from nothing; ../engine/models/scratch has their layers. */
const scratchDesigns = [
  'digits',
  'digits-dense',
  'alexnet',
  'alexnet-caffe',
  'vgg11',
  'vgg11-lrn',
  'vgg13',
  'vgg13-5x5',
  'vgg16-c',
  'vgg16',
  'vgg19',
] as const;
export type ScratchDesign = (typeof scratchDesigns)[number];

/** Hidden dense layers of a network. */
export const mostHiddenLayers = 4;
const units = z.number().int().positive();
/** Of the hidden dense layer, or of each of several; none: the answer is linear in what comes before. */
const unitsSchema = z.union([units, z.array(units).max(mostHiddenLayers)]);

export const networkConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('base'),
    base: z.enum(baseNames),
    /** The base's last layer that is kept, such as block4_pool; missing: all of it. */
    cutAt: z.string().min(1).exactOptional(),
    units: unitsSchema,
    dropout: z.number().min(0).max(0.99),
  }),
  z.strictObject({
    kind: z.literal('small-convnet'),
    units: unitsSchema,
    /** 0: no dropout layer. */
    dropout: z.number().min(0).max(0.99),
  }),
  z.strictObject({
    kind: z.literal('from-scratch'),
    design: z.enum(scratchDesigns),
    units: unitsSchema,
    dropout: z.number().min(0).max(0.99),
  }),
  /** A network that came in a file, layer by layer; its weights are those of the run that it was opened as. */
  z.strictObject({
    kind: z.literal('imported'),
    /** What the file calls it, for people. */
    title: z.string().min(1).max(200),
    preprocessing: preprocessingSchema,
    layers: layersSchema,
    /** As the layers have them; they cannot be changed apart from these. */
    units: z.union([units, z.array(units).max(4)]),
    dropout: z.number().min(0).max(1),
  }),
]);
export type NetworkConfig = z.infer<typeof networkConfigSchema>;

/** What a network is called in files: `vgg16`, `small-convnet`, `digits`. */
export function networkName(network: NetworkConfig): string {
  switch (network.kind) {
    case 'base':
      return network.base;
    case 'from-scratch':
      return network.design;
    case 'small-convnet':
    case 'imported':
      return network.kind;
    default:
      return assertNever(network);
  }
}

/** Units of each hidden dense layer. */
export function hiddenUnits({ units: given }: Pick<NetworkConfig, 'units'>): readonly number[] {
  return typeof given === 'number' ? [given] : given;
}

/** How kernels are drawn that come with no weights; ../engine/models/draw-kernel.ts has the formulas. */
export const initialiserSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('glorot-uniform') }),
  z.strictObject({ kind: z.literal('he-normal') }),
  z.strictObject({ kind: z.literal('normal'), deviation: z.number().positive() }),
]);
export type InitialiserConfig = z.infer<typeof initialiserSchema>;

/** What training lowers; ../engine/training/hinge-loss.ts has the formulas of those that are not cross-entropy. */
export const lossSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cross-entropy') }),
  /**
   * Support vector machines, one for each class against the others. `c`: what the summed losses of all training photos
   * weigh beside half the squares of the kernels that learn, as in LIBSVM and scikit-learn.
   */
  z.strictObject({ kind: z.literal('hinge'), c: z.number().positive() }),
  z.strictObject({ kind: z.literal('squared-hinge'), c: z.number().positive() }),
]);
export type LossConfig = z.infer<typeof lossSchema>;

export const imageConfigSchema = z.strictObject({
  /** Side of the square picture the network sees, in pixels. */
  size: z.number().int().min(16).max(1024),
  /** stretch: both sides to `size` (the tutorial's way); crop: centre square; pad: whole photo on black. */
  fit: z.enum(['stretch', 'crop', 'pad']),
  /**
   * Side of the larger square that photos are fitted to, in pixels; the network's picture is cut from its centre, in
   * training where augmentation says so from a drawn place. Missing, or not above `size`: nothing is cut.
   */
  stored: z.number().int().min(16).max(2048).exactOptional(),
});
export type ImageConfig = z.infer<typeof imageConfigSchema>;

export const recipeSchema = z.strictObject({
  name: z.string(),
  network: networkConfigSchema,
  initialiser: initialiserSchema.default({ kind: 'glorot-uniform' }),
  /** What biases that come with no weights begin at. */
  initialBias: z.number().default(0),
  loss: lossSchema.default({ kind: 'cross-entropy' }),
  image: imageConfigSchema,
  augmentation: augmentationSchema.nullable(),
  /**
   * What is subtracted from pixels: what the network's own preprocessing says, or, of the plain pictures of the
   * training part, the mean of each channel or of each pixel (engine/training/photo-statistics.ts).
   */
  centring: z.enum(['network', 'channels', 'mean-image']).default('network'),
  /**
   * Augmented copies of each training photo whose features are cached; epochs take them in turn. 0: none; photos are
   * changed anew in every epoch, and the frozen layers run in every epoch too.
   */
  copies: z.number().int().min(0).max(1000),
  /** Seed of the cached copies; apart from the run's seed, so that runs with other seeds share their features. */
  augmentationSeed: z.number().int(),
  phases: z.array(phaseSchema).min(1),
  /** Stop a phase when validation loss has not improved for this many epochs; null: never. */
  earlyStoppingPatience: z.number().int().positive().nullable(),
  /** Tells the loss after so many steps, counted through all phases; null: of whole epochs alone. */
  displayEvery: z.number().int().positive().nullable().default(null),
  /** Keeps a checkpoint after so many steps, counted through all phases, to go back to; null: none. */
  snapshotEvery: z.number().int().positive().nullable().default(null),
  /** Tells TensorBoard every so many epochs how the weights are spread; null: never. */
  histogramsEvery: z.number().int().positive().nullable().default(null),
  /** Processes that share the steps of training, this one counted: each computes its part of every batch. */
  workers: z.number().int().min(1).max(mostWorkers).default(1),
  /** auto: weights n / (classes * n_class) where class counts differ. */
  classWeights: z.enum(['auto', 'none']),
  /**
   * Of training and its cached features only; what is chosen by, shown or exported is always fp32. auto: the faster
   * of fp32 and bf16, or fp16 for cached features on a GPU by WebGPU, where the run starts; exact: fp32, with cached
   * features in float32 in place of float16.
   */
  precision: z.enum(['auto', 'exact', 'fp32', 'bf16']),
  backend: z.enum(['auto', ...backendNames]),
});
export type Recipe = z.infer<typeof recipeSchema>;

/** How a run computes, settled when it starts and kept when it goes on. */
export const computeChoiceSchema = z.strictObject({
  precision: z.enum([...recipeSchema.shape.precision.exclude(['auto']).options, 'fp16']),
  /** Photos in one pass through the frozen layers. */
  photosPerPass: z.number().int().positive(),
});
export type ComputeChoice = z.infer<typeof computeChoiceSchema>;

/** In which numbers the frozen layers may be computed; fp16 on a GPU by WebGPU, and bf16 by TensorFlow. */
export type PassPrecision = 'fp32' | 'bf16' | 'fp16';

/** What features of training copies are computed in. */
export function copyPrecision({ precision }: Pick<ComputeChoice, 'precision'>): PassPrecision {
  return precision === 'exact' ? 'fp32' : precision;
}

/** What training computes in. */
export function trainingPrecision({ precision }: Pick<ComputeChoice, 'precision'>): 'fp32' | 'bf16' {
  return precision === 'bf16' ? 'bf16' : 'fp32';
}

/** How the training copies' features are kept on disk. */
export function copyStorage({ precision }: Pick<ComputeChoice, 'precision'>): 'float16' | 'float32' {
  return precision === 'exact' ? 'float32' : 'float16';
}

/** Whether photos are changed anew in every epoch, so that no copies are cached. */
export function augmentsAfresh({ augmentation, copies }: Pick<Recipe, 'augmentation' | 'copies'>): boolean {
  return augmentation !== null && copies === 0;
}

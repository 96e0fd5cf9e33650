import * as z from 'zod';
import { centringSchema } from './centring.ts';
import { colourAxesSchema } from './colour-axes.ts';
import { parts } from './dataset.ts';
import { computeChoiceSchema, recipeSchema } from './recipe.ts';

/** The files of a run's folder; ARCHITECTURE.md lists them. `schemaVersion` above ours: a newer Thaw wrote it. */
export const schemaVersion = 1;

/** What a run began with of another one's weights. */
export const startedFromSchema = z.object({
  /** The other run's folder, as it was named. */
  run: z.string(),
  /** Layers whose weights were taken, and those that were begun anew. */
  taken: z.array(z.string()),
  anew: z.array(z.string()),
  /** Photos of this run's validation and test parts that the other one learned from. */
  seenPhotos: z.number().int().min(0),
});
export type StartedFrom = z.infer<typeof startedFromSchema>;

export const runConfigSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  thawVersion: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
  source: z.object({
    folder: z.string(),
    layout: z.enum(['class-folders', 'split-folders', 'list', 'thaw-split']),
  }),
  classes: z.array(z.string()).min(2),
  seed: z.number().int(),
  recipe: recipeSchema,
  /** Missing in runs that were begun before it was settled by timing: fp32 or bf16 as in the recipe. */
  compute: computeChoiceSchema.exactOptional(),
  changes: z.array(z.string()),
  /** Measured on the training photos where the recipe asks for it (engine/training/photo-statistics.ts). */
  photoStatistics: z
    .object({
      /** Of the channels red, green, blue, 0 to 255. */
      mean: z.tuple([z.number(), z.number(), z.number()]).nullable(),
      colourAxes: colourAxesSchema.nullable(),
    })
    .exactOptional(),
  baseWeights: z.object({ name: z.string(), sha256: z.string() }).nullable(),
  /** Missing where all of the network is the base's or drawn; the weights are in start.safetensors. */
  startedFrom: startedFromSchema.exactOptional(),
});
export type RunConfig = z.infer<typeof runConfigSchema>;

export const splitFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  folder: z.string(),
  layout: z.enum(['class-folders', 'split-folders', 'list', 'thaw-split']),
  seed: z.number().int().nullable(),
  classes: z.array(z.string()),
  photos: z.array(
    z.object({
      path: z.string(),
      sha256: z.string(),
      bytes: z.number().int(),
      classIndex: z.number().int(),
      part: z.enum(parts),
    }),
  ),
});
export type SplitFile = z.infer<typeof splitFileSchema>;

const classScoresSchema = z.object({
  className: z.string(),
  /** Photos of this class in the part. */
  support: z.number().int(),
  /** null where nothing was answered, or there is no photo, of this class. */
  precision: z.number().nullable(),
  recall: z.number().nullable(),
  f1: z.number().nullable(),
});

const reliabilityBinSchema = z.object({
  low: z.number(),
  high: z.number(),
  count: z.number().int(),
  confidence: z.number().nullable(),
  accuracy: z.number().nullable(),
});

/** Whether the answers are as sure as they are right. */
const calibrationSchema = z.object({
  /** Expected calibration error of the answers, 0 to 1 (statistics/reliability.ts), and their reliability diagram. */
  error: z.number(),
  bins: z.array(reliabilityBinSchema),
  /** The same of the network as it was trained: what dividing its logits by `temperature` changed. */
  before: z.object({ error: z.number(), loss: z.number(), bins: z.array(reliabilityBinSchema) }),
  /** Fitted on the validation part; 1: nothing was changed. */
  temperature: z.number().positive(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** Of two classes: how well the probability of the second ranks the photos (statistics/ranking.ts). */
const rankingSchema = z.object({
  rocArea: z.number(),
  averagePrecision: z.number(),
  /** At most about 200 points of the two curves, from the highest threshold down. */
  curve: z.array(
    z.object({
      threshold: z.number(),
      falsePositiveRate: z.number(),
      truePositiveRate: z.number(),
      precision: z.number(),
    }),
  ),
});
export type Ranking = z.infer<typeof rankingSchema>;

export const evaluationSchema = z.object({
  /** Photos measured. */
  count: z.number().int(),
  correct: z.number().int(),
  accuracy: z.number(),
  /** Mean cross-entropy over the photos, unweighted. */
  loss: z.number(),
  /** Rows: the true class; columns: the answer. */
  confusionMatrix: z.array(z.array(z.number().int())),
  perClass: z.array(classScoresSchema),
  /** Missing, as what follows, in runs of older versions. */
  calibration: calibrationSchema.exactOptional(),
  /** null: more than two classes, or one that has no photo. */
  ranking: rankingSchema.nullable().exactOptional(),
  /** Photos whose class is among the k likeliest; for more than k classes. */
  topK: z.array(z.object({ k: z.number().int(), correct: z.number().int() })).exactOptional(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

export const evaluationFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  test: evaluationSchema.nullable(),
  validation: evaluationSchema.nullable(),
  /** Epochs that were finished where the training was stopped early; the run may go on after them. */
  stoppedAt: z.number().int().positive().exactOptional(),
});
export type EvaluationFile = z.infer<typeof evaluationFileSchema>;

const photoAnswerSchema = z.object({
  /** As in split.json. */
  path: z.string(),
  /** The true class. */
  classIndex: z.number().int(),
  /** By class; they sum to 1. */
  probabilities: z.array(z.number()),
  /** Cosine to the k-th nearest known training photo, -1 to 1 (engine/familiarity). Missing in older runs. */
  familiarity: z.number().exactOptional(),
});
/** What a model answers for one photo. */
export type PhotoAnswer = z.infer<typeof photoAnswerSchema>;

/** answers.json: every measured photo in the order of the split; null for a part without photos. */
export const answersFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  test: z.array(photoAnswerSchema).nullable(),
  validation: z.array(photoAnswerSchema).nullable(),
});
export type AnswersFile = z.infer<typeof answersFileSchema>;

/** timings.json: seconds by stage, through all processes that worked on the run. */
export const timingsFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  seconds: z.record(z.string(), z.number()),
  /** Largest of any of them. */
  peakMemoryBytes: z.number(),
});
export type TimingsFile = z.infer<typeof timingsFileSchema>;

/** What is said of a model that is not quite as its file has it, or of which something was assumed. */
const openingNoteSchema = z.discriminatedUnion('note', [
  /** The picture is resized by Thaw, with smoothing, and not by this layer, which does it without. */
  z.object({ note: z.literal('resizing-replaced'), layer: z.string() }),
  /** Layers that are at work in training alone. */
  z.object({ note: z.literal('inactive-left-out'), layers: z.array(z.string()) }),
  /** Its last layer gives logits, as its loss says; or as is assumed, since no loss says so. */
  z.object({ note: z.literal('logits'), layer: z.string() }),
  z.object({ note: z.literal('logits-assumed'), layer: z.string() }),
  /** The classes were in another order in the file, which `classes` has. */
  z.object({ note: z.literal('classes-sorted'), classes: z.array(z.string()) }),
]);
export type OpeningNote = z.infer<typeof openingNoteSchema>;

/** opened.json, in place of config.json and split.json: the model came from a file, and nothing was measured. */
export const openedFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  thawVersion: z.string(),
  /** ISO 8601. */
  openedAt: z.string(),
  file: z.object({
    /** Absolute path, as it was then. */
    path: z.string(),
    bytes: z.number().int(),
    /** Of the file that describes the network. */
    sha256: z.string(),
  }),
  format: z.enum(['keras', 'keras-h5', 'tfjs']),
  /** The program that wrote it, as it says. */
  madeBy: z.string().nullable(),
  /** Thaw exported it: its classes, preprocessing and rule for "none of these" lay beside it. */
  byThaw: z.boolean(),
  /** As a person named it; null: the file says it. */
  preprocessing: z.string().nullable(),
  notes: z.array(openingNoteSchema),
});
export type OpenedFile = z.infer<typeof openedFileSchema>;

/** about.json: what a person says of a run. */
export const aboutFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  /** null: named after its recipe. */
  name: z.string().nullable(),
  notes: z.string(),
});
export type AboutFile = z.infer<typeof aboutFileSchema>;

/** cross-validation.json: the answers of the folds to their test photos, measured together. */
export const crossValidationFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  folds: z.number().int().min(2),
  /** So many folds, from the first on, were measured; missing, as all of them were, in files of older versions. */
  measured: z.number().int().min(1).exactOptional(),
  seed: z.number().int(),
  test: evaluationSchema,
});
export type CrossValidationFile = z.infer<typeof crossValidationFileSchema>;

/** Answers below one of these are "none of these" (statistics/acceptance.ts). */
const acceptanceRuleSchema = z.object({ confidence: z.number(), familiarity: z.number().nullable() });

/** acceptance.json: the rule a person chose instead of Thaw's; there only where one did. */
export const acceptanceFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  /** Of the validation photos, 0 to 1. */
  share: z.number(),
  /** null: every answer stands. */
  rule: acceptanceRuleSchema.nullable(),
});
export type AcceptanceFile = z.infer<typeof acceptanceFileSchema>;

/** model/network.json: all that is needed to use the weights beside it. */
export const modelFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  classes: z.array(z.string()).min(2),
  image: recipeSchema.shape.image,
  network: recipeSchema.shape.network,
  /** What the network's logits are divided by; it is in the weights already. Missing: they are as they were trained. */
  temperature: z.number().positive().exactOptional(),
  /** What is subtracted in place of the network's own mean; missing: that. */
  centring: centringSchema.exactOptional(),
  /** Of model/familiarity.safetensors; missing, as what follows, in older runs. */
  familiarity: z.object({ neighbours: z.number().int().positive(), sha256: z.string() }).exactOptional(),
  /** Chosen on the validation part; missing where that has too few photos. */
  acceptance: acceptanceRuleSchema.exactOptional(),
  /** SHA-256 of model/weights.safetensors. */
  weightsSha256: z.string(),
});
export type ModelFile = z.infer<typeof modelFileSchema>;

import * as z from 'zod';
import { parts } from './dataset.ts';
import { recipeSchema } from './recipe.ts';

/** The files of a run's folder; ARCHITECTURE.md lists them. `schemaVersion` above ours: a newer Thaw wrote it. */
export const schemaVersion = 1;

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
  changes: z.array(z.string()),
  baseWeights: z.object({ name: z.string(), sha256: z.string() }).nullable(),
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
});
export type Evaluation = z.infer<typeof evaluationSchema>;

export const evaluationFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  test: evaluationSchema.nullable(),
  validation: evaluationSchema.nullable(),
});
export type EvaluationFile = z.infer<typeof evaluationFileSchema>;

/** model/network.json: all that is needed to use the weights beside it. */
export const modelFileSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  classes: z.array(z.string()).min(2),
  image: recipeSchema.shape.image,
  network: recipeSchema.shape.network,
  /** SHA-256 of model/weights.safetensors. */
  weightsSha256: z.string(),
});
export type ModelFile = z.infer<typeof modelFileSchema>;

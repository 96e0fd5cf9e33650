import * as z from 'zod';
import { augmentationSchema, recipeSchema } from '../recipe.ts';

/** Fewest and most folds that the app offers. */
export const foldRange = { min: 2, max: 10 } as const;

/** What a person sets for the next run of a project; saved at each change. */
export const projectSettingsSchema = z.strictObject({
  /**
   * The recipe of the next run. `augmentation` of the recipe is not used: it is the one below where the recipe
   * augments (`augments`), else null.
   */
  recipe: recipeSchema,
  augments: z.boolean(),
  augmentation: augmentationSchema,
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  /** Trains so many models, each tested on another share of the photos; null: one model. */
  folds: z.number().int().min(foldRange.min).max(foldRange.max).nullable().default(null),
  /** Folder name of the run whose weights the next one begins with; not of a cross-validation. null: none. */
  startFrom: z.string().min(1).nullable().default(null),
  /** Name of the next run; empty: named after its recipe. */
  runName: z.string().max(100),
});
export type ProjectSettings = z.infer<typeof projectSettingsSchema>;

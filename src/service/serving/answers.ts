import * as z from 'zod';

/** What the server answers; its description (./open-api.ts) is made from these. */

const photoFields = {
  class: z.string().nullable().describe("The answer; null: none of these, by the run's own rule."),
  likeliest: z.string().describe('The likeliest class, also where the answer is none of these.'),
  confidence: z.number().min(0).max(1).describe('Probability of the likeliest class.'),
  probabilities: z.record(z.string(), z.number().min(0).max(1)).describe('By class; they sum to 1.'),
  familiarity: z
    .number()
    .min(-1)
    .max(1)
    .nullable()
    .describe('Likeness to the photos that the model learned from; null where it cannot tell.'),
  width: z.number().int().describe('Pixels of the upright photo.'),
  height: z.number().int(),
};

export const errorSchema = z.strictObject({
  error: z.string().describe('A sentence, in English or, by Accept-Language, in Chinese.'),
  remedy: z.string(),
  code: z.string(),
  facts: z.record(z.string(), z.unknown()),
});
export type ErrorAnswer = z.infer<typeof errorSchema>;

const answeredSchema = {
  model: z.string(),
  milliseconds: z.number().min(0).describe('From the whole request to its answer.'),
};
const name = z.string().nullable().describe('As it was given.');

export const photoSchema = z.strictObject({ ...answeredSchema, ...photoFields });
export type PhotoResult = Omit<z.infer<typeof photoSchema>, keyof typeof answeredSchema>;

export const photosSchema = z.strictObject({
  ...answeredSchema,
  predictions: z
    .array(
      z.union([z.strictObject({ name, ...photoFields }), z.strictObject({ name, ...errorSchema.shape })]),
    )
    .describe('In the order of the photos. A photo that cannot be read has its error in its place.'),
});

export const healthSchema = z.strictObject({
  status: z.enum(['ready', 'loading', 'stopping']),
  models: z
    .array(z.strictObject({ name: z.string(), ready: z.boolean(), waiting: z.number().int() }))
    .optional()
    .describe('Left out where a token is needed and was not sent.'),
});

export const modelsSchema = z.strictObject({
  models: z.array(
    z.strictObject({
      name: z.string(),
      classes: z.array(z.string()),
      imageSize: z.number().int().describe('Side of the square that the network sees, in pixels.'),
      noneOfThese: z
        .strictObject({ confidence: z.number(), familiarity: z.number().nullable() })
        .nullable()
        .describe('Answers below one of these are none of these; null: every answer stands.'),
    }),
  ),
});

/** TensorFlow Serving's REST form (tensorflow.org/tfx/serving/api_rest). */
export const tensorPredictSchema = z.strictObject({
  predictions: z.array(z.array(z.number())).describe('Photos x classes.'),
});
export const tensorOutputsSchema = z.strictObject({
  outputs: z.array(z.array(z.number())).describe('Photos x classes.'),
});
export const versionStatusSchema = z.strictObject({
  model_version_status: z.array(
    z.strictObject({
      version: z.string(),
      state: z.enum(['LOADING', 'AVAILABLE', 'END']),
      status: z.strictObject({ error_code: z.string(), error_message: z.string() }),
    }),
  ),
});

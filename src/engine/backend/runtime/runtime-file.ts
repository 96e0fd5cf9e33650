import * as z from 'zod';

/** The files in the runtime folder: which TensorFlow was set up, and what the last set-up passed over. */

/** The rungs of the ladder, best first. */
export const runtimeWays = ['given-folder', 'pypi-wheel-cuda', 'pypi-wheel', 'prebuilt'] as const;
export type RuntimeWay = (typeof runtimeWays)[number];

export const runtimeFileSchema = z.object({
  schemaVersion: z.literal(1),
  /** The compiled binding, relative to the runtime folder or absolute. */
  addon: z.string(),
  /** What TensorFlow itself says. */
  tensorflowVersion: z.string(),
  way: z.enum(runtimeWays),
  /** True for a TensorFlow that can compute on NVIDIA GPUs. */
  cuda: z.boolean(),
  /** The folder of THAW_TENSORFLOW that it was made from; null for the other ways. */
  source: z.string().nullable().default(null),
  /** TensorFlow's libraries, without which the binding does not load; as `addon`. */
  libraries: z.array(z.string()).default([]),
});
export type RuntimeFile = z.infer<typeof runtimeFileSchema>;

export const attemptsFileSchema = z.object({
  schemaVersion: z.literal(1),
  /** ISO 8601. */
  at: z.string(),
  passedOver: z.array(
    z.object({
      way: z.enum(runtimeWays),
      error: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }),
    }),
  ),
});

export const runtimeFileName = 'runtime.json';
export const attemptsFileName = 'attempts.json';

import * as z from 'zod';

/** Why a training left the GPU that it ran on: it is gone, or has not the memory for even one photo. */
export const gpuFailureSchema = z.strictObject({
  /** The GPU's name. */
  gpu: z.string(),
  reason: z.enum(['lost', 'memory']),
  /** The driver's own words. */
  detail: z.string(),
});
export type GpuFailure = z.infer<typeof gpuFailureSchema>;

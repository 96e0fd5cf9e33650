import * as z from 'zod';
import { isThawError } from './errors/thaw-error.ts';

/** Why work left the GPU that it ran on: it is gone, or has not the memory for even one photo. */
export const gpuFailureSchema = z.strictObject({
  /** The GPU's name. */
  gpu: z.string(),
  reason: z.enum(['lost', 'memory']),
  /** The driver's own words. */
  detail: z.string(),
});
export type GpuFailure = z.infer<typeof gpuFailureSchema>;

/** What an error says of a GPU by WebGPU that can compute no more; null: it is another error. */
export function gpuFailureOf(error: unknown): GpuFailure | null {
  if (isThawError(error, 'gpu-lost')) return { ...error.facts, reason: 'lost' };
  if (isThawError(error, 'gpu-out-of-memory')) return { ...error.facts, reason: 'memory' };
  return null;
}

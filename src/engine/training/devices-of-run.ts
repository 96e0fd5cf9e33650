import * as z from 'zod';
import { gpuFailureSchema } from '../../shared/gpu-failure.ts';

const backendSchema = z.looseObject({ backend: z.string(), device: z.string() });

/** A device that a run computed on before another one. */
const earlierDeviceSchema = z.object({
  /** Of the run, when it was left. */
  finishedEpochs: z.number(),
  /** What was known of it; null where it failed before the run had a folder. */
  backend: backendSchema.nullable(),
  /** Why it was left; missing: the run was taken up elsewhere. */
  leftGpu: gpuFailureSchema.exactOptional(),
});
export type EarlierDevice = z.infer<typeof earlierDeviceSchema>;

/** As a failed GPU was put down before other devices were. */
const onlyLeftGpuSchema = gpuFailureSchema.extend({
  finishedEpochs: z.number(),
  backend: backendSchema.nullish(),
});

/** What environment.json says of a run's devices: the one at work, and those before it, oldest first. */
export const devicesSchema = z
  .object({
    backend: backendSchema,
    earlier: z.array(earlierDeviceSchema).default([]),
    leftGpu: onlyLeftGpuSchema.optional(),
  })
  .transform(({ backend: atWork, earlier, leftGpu: left }) => {
    if (!left) return { backend: atWork, earlier };
    const { finishedEpochs, backend = null, ...leftGpu } = left;
    return { backend: atWork, earlier: [{ finishedEpochs, backend, leftGpu }, ...earlier] };
  });

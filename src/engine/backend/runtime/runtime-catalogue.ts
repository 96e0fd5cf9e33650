import * as z from 'zod';
import catalogueFile from '../../../../resources/runtime.json' with { type: 'json' };

const pinnedWheelSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** The platform tag that pip chooses by. */
  platform: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PinnedWheel = z.infer<typeof pinnedWheelSchema>;

const catalogueSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tensorflowVersion: z.string(),
  /** The Python whose wheels are pinned; the libraries in them need none. */
  python: z.strictObject({ pythonVersion: z.string(), implementation: z.string(), abi: z.string() }),
  /** By platform as Node names it: TensorFlow for processors. */
  wheels: z.record(z.string(), pinnedWheelSchema),
  /** TensorFlow for NVIDIA GPUs, then NVIDIA's libraries. */
  cudaWheels: z.record(z.string(), z.array(pinnedWheelSchema).min(1)),
  /** What @tensorflow/tfjs-node-gpu's own installer would fetch: an older TensorFlow, for which no hash is published. */
  prebuilt: z.record(
    z.string(),
    z.strictObject({
      system: z.string(),
      archive: z.enum(['zip', 'tar.gz']),
      library: z.url({ protocol: /^https$/ }),
    }),
  ),
});

/** resources/runtime.json: the pinned TensorFlow. */
export const runtimeCatalogue = catalogueSchema.parse(catalogueFile);

/** Such as linux-x64. */
export const thisPlatform = `${process.platform}-${process.arch}`;

import { join } from 'node:path';
import * as z from 'zod';
import { toFloat16Words } from '../../features/float16.ts';
import type { HostTensor } from '../../storage/safetensors.ts';
import { shardBytes, writeShards } from './write-shards.ts';

/** Source of the form: tfjs-core/src/io/types.ts (WeightsManifestConfig). */
export const weightsManifestSchema = z.array(
  z.object({
    paths: z.array(z.string()),
    weights: z.array(
      z.object({
        name: z.string(),
        shape: z.array(z.number().int().nonnegative()),
        dtype: z.enum(['float32', 'int32']),
        /** float16: stored as half words, which TensorFlow.js turns into float32 when it reads them. */
        quantization: z
          .object({ dtype: z.literal('float16'), original_dtype: z.literal('float32') })
          .exactOptional(),
      }),
    ),
  }),
);
export type WeightsManifest = z.infer<typeof weightsManifestSchema>;
type WeightEntry = WeightsManifest[number]['weights'][number];

/** A weight with a way to its bytes, so that no more than one need be worked out at a time. */
export interface StoredWeight {
  readonly entry: WeightEntry;
  readonly byteLength: number;
  readonly read: () => ArrayBufferView;
}

export function storedFloats(
  name: string,
  { shape, values }: HostTensor,
  type: 'float32' | 'float16',
): StoredWeight {
  const plain = { name, shape: [...shape], dtype: 'float32' as const };
  if (type === 'float32') return { entry: plain, byteLength: values.byteLength, read: () => values };
  return {
    entry: { ...plain, quantization: { dtype: 'float16', original_dtype: 'float32' } },
    byteLength: values.length * 2,
    read: () => toFloat16Words(values),
  };
}

/**
 * Writes weights back to back in files of 4 MB. Returns what model.json says of them, and the files' names. `check` is
 * called before each piece and may throw. Throws `disk-full`, `permission-denied`.
 */
export async function writeStoredWeights(
  folder: string,
  weights: readonly StoredWeight[],
  check: () => void,
): Promise<{ readonly manifest: WeightsManifest; readonly paths: readonly string[] }> {
  const bytes = weights.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const numShards = Math.ceil(bytes / shardBytes);
  const paths = Array.from({ length: numShards }, (_, index) => `group1-shard${index + 1}of${numShards}.bin`);
  await writeShards(
    paths.map((path) => join(folder, path)),
    arraysOf(weights),
    check,
  );
  return { manifest: [{ paths, weights: weights.map(({ entry }) => entry) }], paths };
}

function* arraysOf(weights: readonly StoredWeight[]): Generator<ArrayBufferView> {
  for (const { read } of weights) yield read();
}

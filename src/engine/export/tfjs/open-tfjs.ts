import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import * as z from 'zod';
import { ThawError } from '../../../shared/errors/thaw-error.ts';

const modelJsonSchema = z.object({
  format: z.literal('layers-model'),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.number().int()), dtype: z.literal('float32') }),
      ),
    }),
  ),
});

/** Opens an exported folder by TensorFlow.js's own reader. Throws `file-damaged`. */
export async function openTfjs(folder: string): Promise<tf.LayersModel> {
  const file = join(folder, 'model.json');
  try {
    const { modelTopology, weightsManifest } = modelJsonSchema.parse(
      JSON.parse(await readFile(file, 'utf8')),
    );
    const shards = await Promise.all(
      weightsManifest.flatMap((group) => group.paths.map((path) => readFile(join(folder, path)))),
    );
    const weights = Buffer.concat(shards);
    return await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology,
        weightSpecs: weightsManifest.flatMap((group) => group.weights),
        weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
      }),
    );
  } catch (error) {
    throw new ThawError('file-damaged', { file, detail: String(error) }, { cause: error });
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import * as z from 'zod';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { weightsManifestSchema } from './stored-weights.ts';

/** The file that TensorFlow.js opens; the weights' files stand beside it. */
export const modelJson = 'model.json';

const modelJsonSchema = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  signature: z.record(z.string(), z.unknown()).optional(),
  weightsManifest: weightsManifestSchema,
});

/** What TensorFlow.js's readers take of a model in memory. */
export type ModelArtifacts = Required<
  Pick<tf.io.ModelArtifacts, 'modelTopology' | 'weightSpecs' | 'weightData'>
> &
  Pick<tf.io.ModelArtifacts, 'signature'>;

/**
 * Reads an exported folder and has TensorFlow.js make a model of it. Throws `file-damaged`, also for what
 * TensorFlow.js refuses.
 */
export async function readByTfjs<Model>(
  folder: string,
  format: 'layers-model' | 'graph-model',
  open: (artifacts: ModelArtifacts) => Promise<Model>,
): Promise<Model> {
  const file = join(folder, modelJson);
  try {
    const json = modelJsonSchema
      .extend({ format: z.literal(format) })
      .parse(JSON.parse(await readFile(file, 'utf8')));
    const { modelTopology, signature, weightsManifest } = json;
    const paths = weightsManifest.flatMap((group) => group.paths);
    const weights = Buffer.concat(await Promise.all(paths.map((path) => readFile(join(folder, path)))));
    return await open({
      modelTopology,
      ...(signature ? { signature } : {}),
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
    });
  } catch (error) {
    throw new ThawError('file-damaged', { file, detail: String(error) }, { cause: error });
  }
}

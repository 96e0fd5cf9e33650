import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readWeightsFile } from '../src/engine/models/weights/read-weights-file.ts';
import { weightsEntry } from '../src/engine/models/weights/weights-catalogue.ts';
import { homeFolders } from '../src/engine/storage/home.ts';
import type { TensorMap } from '../src/engine/storage/safetensors.ts';

/** Where tests find VGG16's weights: the file that THAW_TEST_WEIGHTS names, else Thaw's cache; null for neither. */
export const testWeightsFile: string | null =
  [process.env.THAW_TEST_WEIGHTS, join(homeFolders.weights(), 'vgg16.safetensors')].find(
    (file) => file !== undefined && file !== '' && existsSync(file),
  ) ?? null;

/** Put into the names of tests that need the weights, so that a skipped one says why. */
export const skippedWithoutWeights = testWeightsFile === null ? ' [skipped: no VGG16 weights here]' : '';

export async function readTestWeights(): Promise<TensorMap> {
  if (testWeightsFile === null)
    throw new Error('no VGG16 weights: set THAW_TEST_WEIGHTS or run bin/thaw weights fetch');
  return (await readWeightsFile(testWeightsFile, weightsEntry('vgg16'))).weights;
}

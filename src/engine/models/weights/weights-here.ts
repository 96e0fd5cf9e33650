import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { homeFolders } from '../../storage/home.ts';
import { isFile } from '../../storage/look-at-path.ts';
import { kerasFile, weightsEntry, type WeightsEntry } from './weights-catalogue.ts';

/** Where a base's weights are kept, or will be. */
export function keptWeightsFile(base: string): string {
  return join(homeFolders.weights(), `${base}.safetensors`);
}

/**
 * The file that THAW_WEIGHTS names for a base: itself, which is VGG16's, or in a folder the one that is called as Keras
 * calls it. null: none.
 */
export async function namedWeightsFile(entry: WeightsEntry): Promise<string | null> {
  const named = process.env.THAW_WEIGHTS;
  if (!named) return null;
  const found = await stat(named).catch(() => null);
  if (!found?.isDirectory()) return entry.base === 'vgg16' ? named : null;
  const file = join(named, basename(new URL(kerasFile(entry)).pathname));
  return (await isFile(file)) ? file : null;
}

/**
 * Whether a base's weights are on this computer: kept, or in the file that THAW_WEIGHTS names. They are not read.
 * Throws `unknown-base`.
 */
export async function weightsAreHere(base: string): Promise<boolean> {
  if (await isFile(keptWeightsFile(base))) return true;
  const named = await namedWeightsFile(weightsEntry(base));
  return named !== null && (await isFile(named));
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelFile } from '../../shared/run-files.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { decodeSafetensors, encodeSafetensors, floatTensors } from '../storage/safetensors.ts';
import { writeAtomically } from '../storage/write-atomically.ts';

/** Some of a model's training photos, as it sees them: what other photos are compared with. */
export interface KnownPhotos {
  /** photos x channels, each of length 1 (../likeness/pool-features.ts). */
  readonly features: Float32Array;
  readonly channels: number;
  /** The how manieth nearest of them says how familiar a photo is. */
  readonly neighbours: number;
}

/** Beside a model's network.json, which has the file's hash. */
export const knownPhotosFile = 'familiarity.safetensors';
const tensorName = 'features';

/** Writes them into a model's folder; gives what network.json says of it. Throws `permission-denied`, `disk-full`. */
export async function saveKnownPhotos(
  folder: string,
  { features, channels, neighbours }: KnownPhotos,
): Promise<NonNullable<ModelFile['familiarity']>> {
  const shape = [features.length / channels, channels];
  const content = encodeSafetensors(new Map([[tensorName, { shape, values: features }]]));
  await writeAtomically(join(folder, knownPhotosFile), content);
  return { neighbours, sha256: sha256Of(content) };
}

/** Throws `run-file-damaged` where the file is not the one that was written. */
export async function readKnownPhotos(
  folder: string,
  { neighbours, sha256 }: NonNullable<ModelFile['familiarity']>,
): Promise<KnownPhotos> {
  const file = join(folder, knownPhotosFile);
  const content = await readFile(file).catch((cause: unknown) => {
    throw new ThawError('run-file-damaged', { file, detail: String(cause) }, { cause });
  });
  if (sha256Of(content) !== sha256) throw new ThawError('run-file-damaged', { file, detail: 'SHA-256' });
  const { shape, values } = floatTensors(decodeSafetensors(content, file).tensors, file).get(tensorName)!;
  return { features: values, channels: shape[1]!, neighbours };
}

function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { centred } from '../../shared/centring.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { modelFileSchema, schemaVersion, type ModelFile } from '../../shared/run-files.ts';
import type { AcceptanceRule } from '../../shared/statistics/acceptance.ts';
import { type KnownPhotos, readKnownPhotos, saveKnownPhotos } from '../familiarity/known-photos-file.ts';
import {
  decodeSafetensors,
  encodeSafetensors,
  floatTensors,
  type TensorMap,
} from '../storage/safetensors.ts';
import { isFolder } from '../storage/look-at-path.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { writeAtomically, writeJsonAtomically } from '../storage/write-atomically.ts';
import { settleResults } from '../training/replace-results.ts';
import { describeNetwork } from './describe-network.ts';
import { layerShapes } from './layer-shapes.ts';
import { readMeanImage } from './mean-image-file.ts';

/** A network that was trained, with all its weights, the base's too. */
export interface TrainedModel {
  readonly file: ModelFile;
  readonly network: NetworkSpec;
  readonly weights: TensorMap;
  /** null in runs of older versions. */
  readonly known: KnownPhotos | null;
}

/** What a model is: a folder without it is none. */
export const networkFile = 'network.json';
const weightsFile = 'weights.safetensors';

/** Where a run keeps its model. */
export function modelFolder(run: string): string {
  return join(run, 'model');
}

/**
 * Writes a model into a folder (`modelFolder(run)`): the weights first, then network.json with their hash, each
 * atomically. Throws `permission-denied` or `disk-full`.
 */
export async function saveModel(
  folder: string,
  model: Omit<ModelFile, 'schemaVersion' | 'weightsSha256'>,
  weights: TensorMap,
): Promise<void> {
  const content = encodeSafetensors(weights);
  await writeAtomically(join(folder, weightsFile), content);
  const weightsSha256 = createHash('sha256').update(content).digest('hex');
  await writeJsonAtomically(join(folder, networkFile), { schemaVersion, ...model, weightsSha256 });
}

/** Adds to a saved model what tells the photos that it knows. Throws `permission-denied`, `disk-full`. */
export async function saveFamiliarity(
  folder: string,
  model: ModelFile,
  known: KnownPhotos,
  acceptance: AcceptanceRule | null,
): Promise<ModelFile> {
  const familiarity = await saveKnownPhotos(folder, known);
  const file: ModelFile = { ...model, familiarity, ...(acceptance ? { acceptance } : {}) };
  await writeJsonAtomically(join(folder, networkFile), file);
  return file;
}

/**
 * Opens the model of a run. Throws `run-not-found`, `run-has-no-model`, `run-from-newer-version`, and
 * `run-file-damaged` where the files do not belong together or are not what was written.
 */
export async function openModel(run: string): Promise<TrainedModel> {
  const { file, network, known } = await describeModel(run);
  const path = join(modelFolder(run), weightsFile);
  const content = await readOfModel(run, path);
  if (createHash('sha256').update(content).digest('hex') !== file.weightsSha256) {
    throw new ThawError('run-file-damaged', { file: path, detail: 'SHA-256' });
  }
  const weights = floatTensors(decodeSafetensors(content, path).tensors, path);
  checkWeights(network, weights, path);
  return { file, network, weights, known };
}

/** What the model of a run is, without its weights. Throws as openModel. */
export async function describeModel(run: string): Promise<Omit<TrainedModel, 'weights'>> {
  if (!(await isFolder(run))) throw new ThawError('run-not-found', { run });
  await settleResults(run);
  const folder = modelFolder(run);
  const file = parseModelFile(
    await readOfModel(run, join(folder, networkFile)),
    run,
    join(folder, networkFile),
  );
  const network = await networkOf(file, folder);
  const known = file.familiarity ? await readKnownPhotos(folder, file.familiarity) : null;
  return { file, network, known };
}

/** With what the model subtracts. Throws `run-file-damaged`. */
async function networkOf(file: ModelFile, folder: string): Promise<NetworkSpec> {
  const network = describeNetwork(file.network, file.image, file.classes.length);
  const { centring } = file;
  if (!centring) return network;
  const { channelOrder } = network.preprocessing;
  const image =
    centring.kind === 'mean-image' ? await readMeanImage(folder, centring.sha256, channelOrder) : null;
  return { ...network, preprocessing: centred(network.preprocessing, centring, image) };
}

function parseModelFile(content: Buffer, run: string, file: string): ModelFile {
  let value: unknown;
  try {
    value = JSON.parse(content.toString());
  } catch (cause) {
    throw new ThawError('run-file-damaged', { file, detail: String(cause) }, { cause });
  }
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version > schemaVersion) {
    throw new ThawError('run-from-newer-version', { run, version, supported: schemaVersion });
  }
  const parsed = modelFileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new ThawError('run-file-damaged', { file, detail });
}

/** Every weight of the network is there, in its shape. */
function checkWeights(network: NetworkSpec, weights: TensorMap, file: string): void {
  for (const { name: layer, weights: parts } of layerShapes(network))
    for (const { part, shape } of parts) {
      const name = `${layer}/${part}`;
      const found = weights.get(name)?.shape;
      if (found?.join() === shape.join()) continue;
      throw new ThawError('run-file-damaged', {
        file,
        detail: `${name}: ${found ? `[${found.join(', ')}]` : 'none'}`,
      });
    }
}

async function readOfModel(run: string, file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ThawError('run-has-no-model', { run });
    throw asStorageError(error, file, 'read');
  });
}

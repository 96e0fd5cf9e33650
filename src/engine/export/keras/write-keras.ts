import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ExportOptions } from '../../../shared/export-formats.ts';
import type { JobContext } from '../../job/job-context.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { asStorageError } from '../../storage/storage-error.ts';
import { modelName } from '../export-format.ts';
import { kerasGraphOf } from '../keras-graph-of.ts';
import { keras3Config } from './keras3-config.ts';
import { configFile, kerasVersion, metadataFile, weightsFile } from './keras-members.ts';
import { writeKerasWeights } from './write-keras-weights.ts';

/**
 * Writes a model as Keras 3 saves one to .keras: a zip of metadata.json, config.json and model.weights.h5, none packed,
 * as Keras does. Throws `cancelled`, `disk-full`, `permission-denied`.
 */
export async function writeKeras(
  model: TrainedModel,
  path: string,
  { form, weights: type }: ExportOptions,
  context: JobContext,
): Promise<void> {
  const { graph, weights } = kerasGraphOf(model, 'keras', form);
  const unpacked = `${path}.weights.h5`;
  try {
    await writeKerasWeights(unpacked, { graph, weights, type }, context);
    const zip = new ZipFile();
    // yazl starts reading a file at once, and a stream without a size would be packed with a trailer.
    const { size } = await stat(unpacked);
    zip.addBuffer(
      jsonOf({ keras_version: kerasVersion, date_saved: dateOf(new Date()) }),
      metadataFile,
      plain,
    );
    zip.addBuffer(jsonOf(keras3Config(graph, modelName(model))), configFile, plain);
    zip.addFile(unpacked, weightsFile, { ...plain, forceZip64Format: size >= largestPlainFile });
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path), { signal: context.signal });
  } catch (error) {
    throw asStorageError(error, path, 'write');
  } finally {
    await rm(unpacked, { force: true });
  }
}

const plain = { compress: false } as const;
const largestPlainFile = 0xffffffff;

function jsonOf(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** As Keras writes it: 2026-01-31@12:00:00. */
function dateOf(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', '@');
}

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as h5wasm from 'h5wasm/node';
import type { File as H5File } from 'h5wasm/node';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import { readTensor } from '../read-hdf5-tensor.ts';
import type { RebuiltModel } from '../read-keras-config.ts';
import { weightNamesOf } from '../rebuilt-weights.ts';
import { configFile, weightsFile } from './keras-members.ts';
import { readKeras3Config, type Keras3Model } from './read-keras3-config.ts';
import { weightPaths } from './weight-paths.ts';
import { openKerasZip } from './keras-zip.ts';

/**
 * The model and the weights of a .keras file that Thaw exported, from its own configuration. The weights are unpacked
 * into the system's temporary folder for the time of reading. Throws `file-damaged`.
 */
export async function readKeras(path: string): Promise<{ network: RebuiltModel; weights: TensorMap }> {
  const zip = await openKerasZip(path);
  const unpacked = join(tmpdir(), `thaw-${randomUUID()}.h5`);
  try {
    const read = readKeras3Config(await zip.readJson(configFile), path);
    const bytes = await zip.unpack(weightsFile, unpacked);
    return { network: read.model, weights: await readWeights(unpacked, path, read, bytes) };
  } finally {
    zip.close();
    await rm(unpacked, { force: true });
  }
}

async function readWeights(
  unpacked: string,
  path: string,
  { model, filed }: Keras3Model,
  bytes: number,
): Promise<TensorMap> {
  const module = await h5wasm.ready;
  // Otherwise the library prints its own traces.
  module.activate_throwing_error_handler();
  const paths = weightPaths(filed);
  const weights = new Map<string, HostTensor>();
  let file: H5File | null = null;
  try {
    file = new h5wasm.File(unpacked, 'r');
    for (const layer of model.layers)
      for (const [index, name] of weightNamesOf(layer).entries())
        weights.set(name, readTensor(file, `${paths.get(layer.name)!}/${index}`, path, bytes));
    return weights;
  } catch (error) {
    if (error instanceof ThawError) throw error;
    throw new ThawError('file-damaged', { file: path, detail: String(error) }, { cause: error });
  } finally {
    file?.close();
    module.deactivate_throwing_error_handler();
  }
}

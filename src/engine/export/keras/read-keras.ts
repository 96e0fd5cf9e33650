import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import { readHdf5 } from '../read-hdf5.ts';
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

function readWeights(
  unpacked: string,
  path: string,
  { model, filed }: Keras3Model,
  bytes: number,
): Promise<TensorMap> {
  const paths = weightPaths(filed);
  return readHdf5(unpacked, path, (file) => {
    const weights = new Map<string, HostTensor>();
    for (const layer of model.layers)
      for (const [index, name] of weightNamesOf(layer).entries())
        weights.set(name, readTensor(file, `${paths.get(layer.name)!}/${index}`, path, bytes));
    return weights;
  });
}

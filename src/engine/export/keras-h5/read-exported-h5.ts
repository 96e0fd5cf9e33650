import { stat } from 'node:fs/promises';
import * as h5wasm from 'h5wasm/node';
import type { File as H5File } from 'h5wasm/node';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import { asStorageError } from '../../storage/storage-error.ts';
import { readHdf5 } from '../read-hdf5.ts';
import { readTensor } from '../read-hdf5-tensor.ts';
import { readKerasConfig, type RebuiltModel } from '../read-keras-config.ts';
import { weightNamesOf } from '../rebuilt-weights.ts';

/**
 * The network and the weights of a .h5 that Thaw exported, from its own configuration. Throws `file-damaged`.
 */
export async function readExportedH5(path: string): Promise<{ network: RebuiltModel; weights: TensorMap }> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw asStorageError(error, path, 'read');
  });
  return readHdf5(path, path, (file) => {
    const network = readKerasConfig(readConfig(file, path), path);
    const weights = new Map<string, HostTensor>();
    for (const layer of network.layers) {
      const expected = weightNamesOf(layer);
      if (expected.length === 0) continue;
      const names = weightNames(file, layer.name, path);
      if (names.join() !== expected.join())
        throw new ThawError('file-damaged', {
          file: path,
          detail: `weights of ${layer.name}: ${names.join(', ')}`,
        });
      for (const name of names)
        weights.set(name, readTensor(file, `model_weights/${layer.name}/${name}`, path, size));
    }
    return { network, weights };
  });
}

function readConfig(file: H5File, path: string): unknown {
  const text = file.attrs.model_config?.value;
  if (typeof text !== 'string')
    throw new ThawError('file-damaged', { file: path, detail: 'no model_config' });
  return JSON.parse(text) as unknown;
}

function weightNames(file: H5File, layer: string, path: string): readonly string[] {
  const group = file.get(`model_weights/${layer}`);
  const names: unknown = group instanceof h5wasm.Group ? group.attrs.weight_names?.value : null;
  if (!Array.isArray(names))
    throw new ThawError('file-damaged', { file: path, detail: `no weights of ${layer}` });
  return names.map(String);
}

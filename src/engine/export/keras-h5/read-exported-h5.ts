import * as h5wasm from 'h5wasm/node';
import type { File as H5File } from 'h5wasm/node';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../../shared/network.ts';
import { hasWeights, weightParts } from '../../../shared/weight-parts.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import { readKerasConfig } from '../read-keras-config.ts';

/**
 * The network and the weights of a .h5 that Thaw exported, from its own configuration. Throws `file-damaged`.
 */
export async function readExportedH5(
  path: string,
): Promise<{ network: Omit<NetworkSpec, 'preprocessing'>; weights: TensorMap }> {
  const module = await h5wasm.ready;
  // Otherwise the library prints its own traces.
  module.activate_throwing_error_handler();
  let file: H5File | null = null;
  try {
    file = new h5wasm.File(path, 'r');
    const network = readKerasConfig(readConfig(file, path), path);
    const weights = new Map<string, HostTensor>();
    for (const layer of network.layers.filter(hasWeights)) {
      const names = weightNames(file, layer.name, path);
      const expected = weightParts(layer).map((part) => `${layer.name}/${part}`);
      if (names.join() !== expected.join())
        throw new ThawError('file-damaged', {
          file: path,
          detail: `weights of ${layer.name}: ${names.join(', ')}`,
        });
      for (const name of names)
        weights.set(name, readTensor(file, `model_weights/${layer.name}/${name}`, path));
    }
    return { network, weights };
  } catch (error) {
    if (error instanceof ThawError) throw error;
    throw new ThawError('file-damaged', { file: path, detail: String(error) }, { cause: error });
  } finally {
    file?.close();
    module.deactivate_throwing_error_handler();
  }
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

function readTensor(file: H5File, name: string, path: string): HostTensor {
  const dataset = file.get(name);
  const values = dataset instanceof h5wasm.Dataset ? dataset.value : null;
  if (!(dataset instanceof h5wasm.Dataset) || !(values instanceof Float32Array) || !dataset.shape)
    throw new ThawError('file-damaged', { file: path, detail: `${name} is not a float32 dataset` });
  return { shape: dataset.shape, values };
}

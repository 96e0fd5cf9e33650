import * as h5wasm from 'h5wasm/node';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { openHdf5 } from '../../storage/open-hdf5.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import type { WeightShape } from '../base-networks.ts';
import { findKerasWeights } from './find-keras-weights.ts';

/**
 * Reads weights from a Keras HDF5 file, whichever of its layouts it has (find-keras-weights.ts). Throws
 * `weights-file-invalid`, `weights-layer-missing`.
 */
export async function readKerasH5(file: string, wanted: readonly WeightShape[]): Promise<TensorMap> {
  try {
    const opened = await openHdf5(file, 'r');
    try {
      return readAll(opened.file, file, wanted);
    } finally {
      opened.close();
    }
  } catch (error) {
    if (error instanceof ThawError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new ThawError('weights-file-invalid', { file, detail }, { cause: error });
  }
}

function readAll(opened: h5wasm.File, file: string, wanted: readonly WeightShape[]): TensorMap {
  const pathsOf = findKerasWeights(opened, wanted);
  const tensors = new Map<string, HostTensor>();
  for (const weight of wanted) {
    const dataset = pathsOf(weight)
      .map((path) => opened.get(path))
      .find((found) => found instanceof h5wasm.Dataset && sameShape(found.shape ?? [], weight.shape));
    if (!(dataset instanceof h5wasm.Dataset)) {
      throw new ThawError('weights-layer-missing', { file, layer: weight.name });
    }
    const values = dataset.value;
    if (!(values instanceof Float32Array)) {
      throw new ThawError('weights-file-invalid', {
        file,
        detail: `${weight.name}: ${JSON.stringify(dataset.dtype)}`,
      });
    }
    tensors.set(weight.name, { shape: weight.shape, values });
  }
  return tensors;
}

function sameShape(found: readonly number[], wanted: readonly number[]): boolean {
  return found.length === wanted.length && found.every((side, index) => side === wanted[index]);
}

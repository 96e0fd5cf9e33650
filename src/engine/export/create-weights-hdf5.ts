import type { File as H5File, Group } from 'h5wasm/node';
import { toFloat16Words } from '../features/float16.ts';
import { declareHalfFloats } from '../storage/declare-half-floats.ts';
import { openHdf5 } from '../storage/open-hdf5.ts';
import { whyNotWritten } from '../storage/why-not-written.ts';
import { type KerasWeights, keptWeight } from './kept-weight.ts';

/** An HDF5 file in the making. */
export interface WeightsHdf5 {
  readonly file: H5File;
  /** Adds a weight as a dataset of a group. */
  readonly add: (group: Group, dataset: string, weight: string) => void;
}

/**
 * Creates the file that `write` fills, tensor by tensor, so that HDF5 holds one at a time. Throws what it throws,
 * `disk-full`, `permission-denied`, and the library's errors that no disk explains.
 */
export async function createWeightsHdf5(
  path: string,
  weights: KerasWeights,
  write: (to: WeightsHdf5) => void,
): Promise<void> {
  try {
    await declareHalfFloats(path, await createFile(path, weights, write));
  } catch (error) {
    throw await whyNotWritten(error, path);
  }
}

/** Gives the places of the headers whose numbers are to become half floats. */
async function createFile(
  path: string,
  weights: KerasWeights,
  write: (to: WeightsHdf5) => void,
): Promise<readonly number[]> {
  const { file, close } = await openHdf5(path, 'w');
  const halves: number[] = [];
  try {
    write({
      file,
      add: (group, name, weight) => {
        const { tensor, type } = keptWeight(weights, weight);
        const { values } = tensor;
        const shape = [...tensor.shape];
        if (type === 'float32') group.create_dataset({ name, data: values, shape, dtype: '<f4' });
        else {
          const words = group.create_dataset({ name, data: toFloat16Words(values), shape, dtype: '<H' });
          halves.push(headerOf(words.create_reference().ref_data));
        }
      },
    });
  } finally {
    close();
  }
  return halves;
}

/** HDF5's reference to an object is where its header begins in the file. */
function headerOf(reference: Uint8Array): number {
  return Number(Buffer.from(reference).readBigUInt64LE());
}

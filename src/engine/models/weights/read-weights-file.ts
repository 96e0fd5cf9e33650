import { open } from 'node:fs/promises';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { readSafetensors, type TensorMap } from '../../storage/safetensors.ts';
import { asStorageError } from '../../storage/storage-error.ts';
import { baseWeightShapes, type WeightShape } from '../base-networks.ts';
import { hashTensors } from './hash-tensors.ts';
import { readKerasH5 } from './read-keras-h5.ts';
import { readOnnx } from './read-onnx.ts';
import type { WeightsEntry } from './weights-catalogue.ts';

export interface BaseWeights {
  readonly weights: TensorMap;
  /** Of the tensors, not of a file. */
  readonly sha256: string;
}

/**
 * Reads a base's weights from a file in any container that is known (Keras .h5, ONNX, safetensors) and checks that
 * they are the right ones, value by value, where the catalogue knows their hash. Throws `weights-file-not-found`, `weights-file-invalid`,
 * `weights-layer-missing`, `weights-wrong-hash`, `permission-denied`.
 */
export async function readWeightsFile(file: string, entry: WeightsEntry): Promise<BaseWeights> {
  const weights = await readContainer(file, baseWeightShapes(entry.base));
  const sha256 = hashTensors(weights);
  const expected = entry.tensorsSha256;
  if (expected === null || expected === sha256) return { weights, sha256 };
  throw new ThawError('weights-wrong-hash', { file, expected, found: sha256 });
}

async function readContainer(file: string, wanted: readonly WeightShape[]): Promise<TensorMap> {
  const start = await firstBytes(file);
  if (start.subarray(0, 8).equals(hdf5Signature)) return readKerasH5(file, wanted);
  // A safetensors file has its JSON header after 8 bytes of length.
  if (start.subarray(8, 9).toString() === '{')
    return inOrder(file, (await readSafetensors(file)).tensors, wanted);
  return readOnnx(file, wanted);
}

/** Source: HDF5 file format specification, format signature. */
const hdf5Signature = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);

async function firstBytes(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(9), 0, 9, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new ThawError('weights-file-not-found', { file }, { cause: error });
    if (code === 'EISDIR')
      throw new ThawError('weights-file-invalid', { file, detail: 'a folder' }, { cause: error });
    throw asStorageError(error, file, 'read');
  }
}

function inOrder(file: string, tensors: TensorMap, wanted: readonly WeightShape[]): TensorMap {
  return new Map(
    wanted.map(({ name, shape }) => {
      const tensor = tensors.get(name);
      if (tensor?.shape.join() !== shape.join())
        throw new ThawError('weights-layer-missing', { file, layer: name });
      return [name, tensor];
    }),
  );
}

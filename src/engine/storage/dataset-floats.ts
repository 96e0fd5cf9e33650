import * as h5wasm from 'h5wasm/node';
import type { Dataset } from 'h5wasm/node';
import { fromFloat16Words } from '../features/float16.ts';

/** A dataset's numbers as float32, of 16, 32 or 64 bits; null: they are no floats. Throws the library's errors. */
export function datasetFloats(dataset: Dataset): Float32Array | null {
  const { type, size } = dataset.metadata;
  if (type !== h5wasm.Module.H5T_class_t.H5T_FLOAT.value) return null;
  // The library has no array for 16-bit floats and refuses to give them as a value.
  if (size === 2) return fromFloat16Words(halfWords(dataset));
  const { value } = dataset;
  if (value instanceof Float32Array) return value;
  if (value instanceof Float64Array) return Float32Array.from(value);
  return typeof value === 'number' ? Float32Array.of(value) : null;
}

function halfWords({ file_id: file, path, metadata }: Dataset): Uint16Array {
  const { Module: module } = h5wasm;
  const bytes = metadata.size * metadata.total_size;
  const place = module._malloc(bytes);
  if (place === 0) throw new Error(`${path}: no memory for ${bytes} bytes`);
  try {
    module.get_dataset_data(file, path, null, null, null, BigInt(place));
    return new Uint16Array(module.HEAPU8.slice(place, place + bytes).buffer);
  } finally {
    module._free(place);
  }
}

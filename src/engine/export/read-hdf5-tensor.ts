import * as h5wasm from 'h5wasm/node';
import type { File as H5File } from 'h5wasm/node';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { datasetFloats } from '../storage/dataset-floats.ts';
import type { HostTensor } from '../storage/safetensors.ts';

/**
 * Reads the dataset of this name. `most`: bytes that it may take, so that no file makes more of itself than it is.
 * Throws `file-damaged`, naming `path`.
 */
export function readTensor(file: H5File, name: string, path: string, most: number): HostTensor {
  const damaged = (detail: string): ThawError => new ThawError('file-damaged', { file: path, detail });
  const dataset = file.get(name);
  if (!(dataset instanceof h5wasm.Dataset) || !dataset.shape) throw damaged(`no dataset ${name}`);
  const { shape } = dataset;
  const bytes = shape.reduce((product, side) => product * side, dataset.metadata.size);
  if (!(bytes <= most)) throw damaged(`${name}: ${shape.join(' x ')}`);
  const values = datasetFloats(dataset);
  if (!values) throw damaged(`${name} is no dataset of floats`);
  return { shape, values };
}

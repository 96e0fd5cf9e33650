import * as h5wasm from 'h5wasm/node';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import { datasetFloats } from '../storage/dataset-floats.ts';
import { openHdf5, type OpenHdf5 } from '../storage/open-hdf5.ts';
import type { HostTensor } from '../storage/safetensors.ts';

/** An HDF5 file of which only its own groups, and tensors of the wanted shape, are read: no link leads out of it. */
export class H5File {
  private constructor(
    readonly path: string,
    /** Named in errors. */
    readonly file: string,
    private readonly opened: OpenHdf5,
  ) {}

  /** Throws `model-file-damaged`. */
  static async open(path: string, file = path): Promise<H5File> {
    try {
      return new H5File(path, file, await openHdf5(path, 'r'));
    } catch (error) {
      throw damaged(file, error);
    }
  }

  /** An attribute's text, or texts; null: none such. */
  attribute(path: readonly string[], name: string): string | readonly string[] | null {
    return this.guarded(() => {
      const group = this.reach(path);
      const value: unknown = group instanceof h5wasm.Group ? group.attrs[name]?.value : null;
      if (typeof value === 'string') return value;
      return Array.isArray(value) ? value.map(String) : null;
    });
  }

  hasGroup(path: readonly string[]): boolean {
    return this.guarded(() => this.reach(path) instanceof h5wasm.Group);
  }

  /** The names in a group; none where there is no group. */
  names(path: readonly string[]): readonly string[] {
    return this.guarded(() => {
      const group = this.reach(path);
      return group instanceof h5wasm.Group ? group.keys() : [];
    });
  }

  /** Its sides, without reading it; null: no tensor there. */
  shape(path: readonly string[]): readonly number[] | null {
    return this.guarded(() => {
      const dataset = this.reach(path);
      return dataset instanceof h5wasm.Dataset ? dataset.shape : null;
    });
  }

  /** A tensor of float32, float64 or float16. Throws `model-file-damaged` where it is another or lies in another file. */
  tensor(path: readonly string[]): HostTensor {
    return this.guarded(() => {
      const dataset = this.reach(path);
      if (!(dataset instanceof h5wasm.Dataset) || !dataset.shape) throw new Error(`${path.join('/')}: none`);
      const { virtual_sources: elsewhere } = dataset.metadata;
      if (elsewhere && elsewhere.length > 0) throw new Error(`${path.join('/')}: in another file`);
      const values = datasetFloats(dataset);
      const length = sizeOfShape(dataset.shape);
      if (values?.length !== length) throw new Error(`${path.join('/')}: ${JSON.stringify(dataset.dtype)}`);
      return { shape: dataset.shape, values };
    });
  }

  close(): void {
    this.opened.close();
  }

  /** Step by step: a link to another file is none of the group's. */
  private reach(path: readonly string[]): h5wasm.Entity | null {
    let entity: h5wasm.Entity | null = this.opened.file;
    for (const name of path) {
      if (!(entity instanceof h5wasm.Group)) return null;
      entity = name === '' || !entity.keys().includes(name) ? null : entity.get(name);
    }
    return entity;
  }

  private guarded<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      throw damaged(this.file, error);
    }
  }
}

function damaged(file: string, error: unknown): ThawError {
  const text = error instanceof Error ? error.message : String(error);
  // The library's own trace has many lines; the first says it.
  const detail = text.split('\n')[0]!.slice(0, 200);
  return new ThawError('model-file-damaged', { file, detail }, { cause: error });
}

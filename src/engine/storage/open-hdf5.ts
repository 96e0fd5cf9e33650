import * as h5wasm from 'h5wasm/node';

/** An open HDF5 file, and what must be called once when all is done. */
export interface OpenHdf5 {
  readonly file: h5wasm.File;
  readonly close: () => void;
}

/**
 * Opens a file to be read or written anew. Until it is closed the library throws where something fails, as on a
 * damaged file or a full disk; otherwise it would only print its own traces. Throws the library's errors.
 */
export async function openHdf5(path: string, mode: 'r' | 'w'): Promise<OpenHdf5> {
  const module = await h5wasm.ready;
  module.activate_throwing_error_handler();
  const done = (): void => {
    module.deactivate_throwing_error_handler();
  };
  try {
    // As h5py writes, and so Keras; declare-half-floats.ts relies on it.
    const file = new h5wasm.File(path, mode, { libver: ['earliest', 'latest'] });
    const close = (): void => {
      try {
        file.close();
      } finally {
        done();
      }
    };
    return { file, close };
  } catch (error) {
    done();
    throw error;
  }
}

import type { File as H5File } from 'h5wasm/node';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { openHdf5 } from '../storage/open-hdf5.ts';

/** What `read` makes of the HDF5 file at a path. `named`: the file that errors speak of. Throws `file-damaged`. */
export async function readHdf5<Result>(
  path: string,
  named: string,
  read: (file: H5File) => Result,
): Promise<Result> {
  try {
    const { file, close } = await openHdf5(path, 'r');
    try {
      return read(file);
    } finally {
      close();
    }
  } catch (error) {
    if (error instanceof ThawError) throw error;
    throw new ThawError('file-damaged', { file: named, detail: String(error) }, { cause: error });
  }
}

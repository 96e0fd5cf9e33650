import { join } from 'node:path';
import { exportFormats } from '../../../shared/export-formats.ts';
import { type ExportFormat, weightBytes } from '../export-format.ts';
import { openRebuiltNetwork } from '../open-rebuilt-network.ts';
import { packageVersion } from '../package-version.ts';
import { readPortableModel } from '../read-portable-model.ts';
import { readExportedH5 } from './read-exported-h5.ts';
import { writeKerasH5 } from './write-keras-h5.ts';

const { modelFile } = exportFormats['keras-h5'];

/** Keras's .h5: one file with configuration and weights, opened by `keras.models.load_model`. */
export const kerasH5Format: ExportFormat = {
  name: 'keras-h5',
  ...exportFormats['keras-h5'],
  fileEndings: ['.h5', '.hdf5'],
  bytesNeeded: (model, options) => weightBytes(model, options) + 1e6,
  write: async (model, folder, options, context) => {
    await writeKerasH5(model, join(folder, modelFile), options, context);
    return [modelFile];
  },
  open: async (folder) => {
    const file = join(folder, modelFile);
    const rebuilt = { file, ...(await readExportedH5(file)) };
    return openRebuiltNetwork(rebuilt, await readPortableModel(folder), `h5wasm ${packageVersion('h5wasm')}`);
  },
};

import { join } from 'node:path';
import { exportFormats } from '../../../shared/export-formats.ts';
import { type ExportFormat, weightBytes } from '../export-format.ts';
import { openRebuiltNetwork } from '../open-rebuilt-network.ts';
import { packageVersion } from '../package-version.ts';
import { readPortableModel } from '../read-portable-model.ts';
import { readKeras } from './read-keras.ts';
import { writeKeras } from './write-keras.ts';

const { modelFile } = exportFormats.keras;

/** Keras 3's own file, opened by `keras.models.load_model` with nothing of Thaw. */
export const kerasFormat: ExportFormat = {
  name: 'keras',
  ...exportFormats.keras,
  fileEndings: ['.keras'],
  // The weights are written once by themselves and once into the zip.
  bytesNeeded: (model, options) => 2 * weightBytes(model, options) + 2e6,
  write: async (model, folder, options, context) => {
    await writeKeras(model, join(folder, modelFile), options, context);
    return [modelFile];
  },
  open: async (folder) => {
    const file = join(folder, modelFile);
    const rebuilt = { file, ...(await readKeras(file)) };
    const openedWith = `yauzl ${packageVersion('yauzl')}, h5wasm ${packageVersion('h5wasm')}`;
    return openRebuiltNetwork(rebuilt, await readPortableModel(folder), openedWith);
  },
};

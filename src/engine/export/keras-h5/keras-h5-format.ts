import { join } from 'node:path';
import { type ExportFormat, labelsFileName, preprocessingFileName, weightBytes } from '../export-format.ts';
import { openRebuiltNetwork } from '../open-rebuilt-network.ts';
import { packageVersion } from '../package-version.ts';
import { preprocessingOf, readLabels, readPreprocessing } from '../portable-files.ts';
import { readExportedH5 } from './read-exported-h5.ts';
import { writeKerasH5 } from './write-keras-h5.ts';

const modelFile = 'model.h5';

/** Keras's .h5: one file with configuration and weights, opened by `keras.models.load_model`. */
export const kerasH5Format: ExportFormat = {
  name: 'keras-h5',
  fileEndings: ['.h5', '.hdf5'],
  modelFile,
  bytesNeeded: (model) => weightBytes(model) + 1e6,
  write: async (model, folder, context) => {
    await writeKerasH5(model, join(folder, modelFile), context);
    return [modelFile];
  },
  open: async (folder) => {
    const { network, weights } = await readExportedH5(join(folder, modelFile));
    const preprocessingFile = join(folder, preprocessingFileName);
    const preprocessing = preprocessingOf(await readPreprocessing(preprocessingFile), preprocessingFile);
    const labels = await readLabels(join(folder, labelsFileName));
    return openRebuiltNetwork(
      { ...network, preprocessing },
      weights,
      labels,
      `h5wasm ${packageVersion('h5wasm')}`,
    );
  },
};

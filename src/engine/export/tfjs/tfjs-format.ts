import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { type ExportFormat, labelsFileName, preprocessingFileName, weightBytes } from '../export-format.ts';
import { preprocessingOf, readLabels, readPreprocessing } from '../portable-files.ts';
import { scorePictures } from '../score-pictures.ts';
import { openTfjs } from './open-tfjs.ts';
import { writeTfjs } from './write-tfjs.ts';

/** A TensorFlow.js layers model: a folder, opened by `tf.loadLayersModel` in a browser or Node. */
export const tfjsFormat: ExportFormat = {
  name: 'tfjs',
  fileEndings: [],
  modelFile: 'model.json',
  bytesNeeded: (model) => weightBytes(model) + 1e6,
  write: writeTfjs,
  open: async (folder) => {
    const preprocessingFile = join(folder, preprocessingFileName);
    const description = await readPreprocessing(preprocessingFile);
    const preprocessing = preprocessingOf(description, preprocessingFile);
    const labels = await readLabels(join(folder, labelsFileName));
    const model = await openTfjs(folder);
    const { height, width, channels } = description.input;
    const run = (input: tf.Tensor4D): tf.Tensor => model.predict(input) as tf.Tensor;
    const portable = { inputShape: [height, width, channels], preprocessing, labels, run } as const;
    return {
      openedWith: `TensorFlow.js ${tf.version.tfjs}`,
      score: (pixels, count) => scorePictures(portable, pixels, count),
      close: () => {
        model.dispose();
      },
    };
  },
};

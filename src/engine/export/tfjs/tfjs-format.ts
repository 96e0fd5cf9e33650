import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { preprocess } from '../../models/forward.ts';
import { twoClassPairs } from '../../prediction/two-class-pairs.ts';
import { type ExportFormat, labelsFileName, preprocessingFileName, weightBytes } from '../export-format.ts';
import { preprocessingOf, readLabels, readPreprocessing } from '../portable-files.ts';
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
    return {
      score: async (pixels, count) => {
        const answers = tf.tidy(() => {
          const pictures = tf.tensor4d(pixels, [count, height, width, channels], 'int32');
          return model.predict(preprocess(pictures, preprocessing)) as tf.Tensor;
        });
        try {
          const values = (await answers.data()) as Float32Array;
          return labels.output.kind === 'sigmoid' ? twoClassPairs(values) : values;
        } finally {
          answers.dispose();
        }
      },
      close: () => {
        model.dispose();
      },
    };
  },
};

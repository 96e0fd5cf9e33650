import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { exportFormats } from '../../../shared/export-formats.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { answerPictures, ruleOfLabels } from '../answer-pictures.ts';
import { type ExportFormat, weightBytes } from '../export-format.ts';
import { readPortableModel } from '../read-portable-model.ts';
import { openByTensorFlow } from './open-by-tensorflow.ts';
import { openByTfjs } from './open-by-tfjs.ts';
import { readSavedGraph } from './read-saved-graph.ts';
import { savedModelFile, savedModelFolder, writeSavedModel } from './write-savedmodel.ts';

/** A TensorFlow SavedModel: what tf.saved_model.load, Keras's TFSMLayer and TensorFlow Serving open. */
export const savedModelFormat: ExportFormat = {
  name: 'savedmodel',
  ...exportFormats.savedmodel,
  fileEndings: [],
  bytesNeeded: (model, options) => weightBytes(model, options) + 1e6,
  write: writeSavedModel,
  open: async (folder) => {
    const portable = await readPortableModel(folder);
    const saved = await readSavedGraph(join(folder, savedModelFile));
    const { binding, facts } = await openBackend('tensorflow').catch(() => openBackend('auto'));
    const model = binding
      ? openByTensorFlow(binding, join(folder, savedModelFile), saved)
      : await openByTfjs(join(folder, savedModelFolder), saved);
    const { tensorflowVersion } = facts;
    return {
      openedWith: binding ? `TensorFlow ${tensorflowVersion}` : `TensorFlow.js ${tf.version.tfjs}`,
      rule: ruleOfLabels(portable.labels),
      answer: (pixels, count) => answerPictures(portable, model.run, pixels, count),
      close: model.close,
    };
  },
};

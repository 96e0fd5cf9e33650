import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { exportFormats } from '../../../shared/export-formats.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { answerPictures, ruleOfLabels, type RunOutputs } from '../answer-pictures.ts';
import { type ExportFormat, weightBytes } from '../export-format.ts';
import { readPortableModel } from '../read-portable-model.ts';
import { openTfjs } from './open-tfjs.ts';
import { modelJson } from './read-model-json.ts';
import { writeTfjs } from './write-tfjs.ts';

/** A TensorFlow.js layers model: a folder, opened by `tf.loadLayersModel` in a browser or Node. */
export const tfjsFormat: ExportFormat = {
  name: 'tfjs',
  ...exportFormats.tfjs,
  fileEndings: [],
  bytesNeeded: (model, options) => weightBytes(model, options) + 1e6,
  write: writeTfjs,
  open: async (folder) => {
    const portable = await readPortableModel(folder);
    const model = await openTfjs(folder);
    const { dtype } = model.inputs[0]!;
    const ask = runnerOf(model, portable.labels.familiarity?.layer, join(folder, modelJson));
    return {
      openedWith: `TensorFlow.js ${tf.version.tfjs}`,
      rule: ruleOfLabels(portable.labels),
      answer: (pixels, count) =>
        answerPictures(portable, (input) => ask(tf.cast(input, dtype)), pixels, count),
      close: () => {
        model.dispose();
      },
    };
  },
};

/** The model, and beside its answers what a layer of it says. Throws `file-damaged` where there is no such layer. */
function runnerOf(
  model: tf.LayersModel,
  layer: string | undefined,
  file: string,
): (input: tf.Tensor4D) => RunOutputs {
  if (layer === undefined) return (input) => ({ answers: model.predict(input) as tf.Tensor, places: null });
  const found = model.layers.find(({ name }) => name === layer);
  if (!found) throw new ThawError('file-damaged', { file, detail: `no layer ${layer}` });
  const both = tf.model({
    inputs: model.inputs,
    outputs: [...model.outputs, found.output as tf.SymbolicTensor],
  });
  return (input) => {
    const [answers, places] = both.predict(input) as [tf.Tensor, tf.Tensor];
    return { answers, places };
  };
}

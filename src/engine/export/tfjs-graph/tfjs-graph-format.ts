import * as tf from '@tensorflow/tfjs';
import { exportFormats } from '../../../shared/export-formats.ts';
import { answerPictures, ruleOfLabels, type RunOutputs } from '../answer-pictures.ts';
import { type ExportFormat, weightBytes } from '../export-format.ts';
import { graphKeys } from '../graph/graph-keys.ts';
import { readPortableModel } from '../read-portable-model.ts';
import { openTfjsGraph } from './open-tfjs-graph.ts';
import { writeTfjsGraph } from './write-tfjs-graph.ts';

/** A TensorFlow.js graph model: a folder, opened by `tf.loadGraphModel` in a browser or Node. */
export const tfjsGraphFormat: ExportFormat = {
  name: 'tfjs-graph',
  ...exportFormats['tfjs-graph'],
  fileEndings: [],
  bytesNeeded: (model, options) => weightBytes(model, options) + 1e6,
  write: writeTfjsGraph,
  open: async (folder) => {
    const portable = await readPortableModel(folder);
    const model = await openTfjsGraph(folder);
    return {
      openedWith: `TensorFlow.js ${tf.version.tfjs}`,
      rule: ruleOfLabels(portable.labels),
      answer: (pixels, count) => answerPictures(portable, (input) => runGraph(model, input), pixels, count),
      close: () => {
        model.dispose();
      },
    };
  },
};

function runGraph(model: tf.GraphModel, input: tf.Tensor4D): RunOutputs {
  const { name, dtype } = model.inputs[0]!;
  const outputs = model.outputs.map((output) => output.name);
  const found = model.execute({ [name]: tf.cast(input, dtype) }, outputs);
  const tensors = Array.isArray(found) ? found : [found];
  const tensorOf = (output: string): tf.Tensor | null => tensors[outputs.indexOf(output)] ?? null;
  return { answers: tensorOf(graphKeys.probabilities)!, places: tensorOf(graphKeys.features) };
}

import * as tf from '@tensorflow/tfjs';
import { readByTfjs } from '../tfjs/read-model-json.ts';

/** Opens an exported folder by TensorFlow.js's own reader of graphs. Throws `file-damaged`. */
export async function openTfjsGraph(folder: string): Promise<tf.GraphModel> {
  return readByTfjs(folder, 'graph-model', (artifacts) => tf.loadGraphModel(tf.io.fromMemory(artifacts)));
}

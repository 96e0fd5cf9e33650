import * as tf from '@tensorflow/tfjs';
import { readByTfjs } from './read-model-json.ts';

/** Opens an exported folder by TensorFlow.js's own reader. Throws `file-damaged`. */
export async function openTfjs(folder: string): Promise<tf.LayersModel> {
  return readByTfjs(folder, 'layers-model', (artifacts) => tf.loadLayersModel(tf.io.fromMemory(artifacts)));
}

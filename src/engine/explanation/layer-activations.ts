import * as tf from '@tensorflow/tfjs';
import type { NetworkSpec } from '../../shared/network.ts';
import { forward, type Parameters } from '../models/forward.ts';

/** What a layer makes of one picture: rows from the top, channels last. */
export interface LayerActivations {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float32Array;
}

/**
 * The output of layer `index` for one preprocessed picture [1, height, width, 3], fp32, its activation included. A
 * layer without places (flatten, dense) is one channel: its units in rows of a near-square. Layers run one by one and
 * what they read is freed, so that no more than two outputs are in memory.
 */
export async function layerActivations(
  network: NetworkSpec,
  parameters: Parameters,
  input: tf.Tensor4D,
  index: number,
): Promise<LayerActivations> {
  let values: tf.Tensor = input.clone();
  for (let layer = 0; layer <= index; layer++) {
    const read = values;
    const range = { from: layer, to: layer + 1, dropout: null, logits: false };
    values = tf.tidy(() => forward(network, parameters, read, range));
    read.dispose();
  }
  const [, ...shape] = values.shape;
  const data = new Float32Array(await values.data<'float32'>());
  values.dispose();
  if (shape.length === 3) return { height: shape[0]!, width: shape[1]!, channels: shape[2]!, values: data };
  return asOnePicture(data);
}

/** Units in rows; places after the last unit hold NaN, which no layer gives: they are no part of the picture. */
function asOnePicture(units: Float32Array): LayerActivations {
  const width = Math.ceil(Math.sqrt(units.length));
  const height = Math.ceil(units.length / width);
  const values = new Float32Array(width * height).fill(NaN);
  values.set(units);
  return { height, width, channels: 1, values };
}

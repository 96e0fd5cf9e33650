import * as tf from '@tensorflow/tfjs';
import type { NetworkSpec } from '../../shared/network.ts';
import { applyLayer } from '../models/apply-layer.ts';
import type { Parameters } from '../models/forward.ts';
import { layerInputs, picturePlace } from '../models/layer-inputs.ts';

/** What a layer makes of one picture: rows from the top, channels last. */
export interface LayerActivations {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float32Array;
}

/**
 * The output of layer `index` for one preprocessed picture [1, height, width, 3], fp32, its activation included. A
 * layer without places (flatten, dense) is one channel: its units in rows of a near-square.
 */
export async function layerActivations(
  network: NetworkSpec,
  parameters: Parameters,
  input: tf.Tensor4D,
  index: number,
): Promise<LayerActivations> {
  const values = outputOf(network, parameters, input, index);
  const [, ...shape] = values.shape;
  const data = new Float32Array(await values.data<'float32'>());
  values.dispose();
  if (shape.length === 3) return { height: shape[0]!, width: shape[1]!, channels: shape[2]!, values: data };
  return asOnePicture(data);
}

/** Layers run one by one, and an output is freed once no later layer takes it. */
function outputOf(
  network: NetworkSpec,
  parameters: Parameters,
  input: tf.Tensor4D,
  index: number,
): tf.Tensor {
  const inputs = layerInputs(network).slice(0, index + 1);
  const outputs = new Map<number, tf.Tensor>([[picturePlace, input.clone()]]);
  for (const [place, taken] of inputs.entries()) {
    const values = taken.map((from) => outputs.get(from)!);
    const run = { parameters, bare: false, dropout: null };
    outputs.set(
      place,
      tf.tidy(() => applyLayer(network.layers[place]!, values, run)),
    );
    for (const [kept, output] of outputs) {
      if (kept === index || inputs.slice(place + 1).some((later) => later.includes(kept))) continue;
      output.dispose();
      outputs.delete(kept);
    }
  }
  return outputs.get(index)!;
}

/** Units in rows; places after the last unit hold NaN, which no layer gives: they are no part of the picture. */
function asOnePicture(units: Float32Array): LayerActivations {
  const width = Math.ceil(Math.sqrt(units.length));
  const height = Math.ceil(units.length / width);
  const values = new Float32Array(width * height).fill(NaN);
  values.set(units);
  return { height, width, channels: 1, values };
}

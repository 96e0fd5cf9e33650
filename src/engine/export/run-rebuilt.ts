import * as tf from '@tensorflow/tfjs';
import { assertNever } from '../../shared/assert-never.ts';
import { pictureName } from '../../shared/network.ts';
import { applyLayer, type Parameters } from '../models/apply-layer.ts';
import type { RebuiltModel } from './read-keras-config.ts';
import type { RebuiltLayer } from './read-keras-layer.ts';
import { isNetworkLayer } from './rebuilt-weights.ts';
import { resizeAntialiased } from './resize-antialiased.ts';

/**
 * Every layer's output on a batch, layer by layer in fp32. `input`: what the model takes. Wrap it in tf.tidy.
 */
export function runRebuilt(
  { layers }: RebuiltModel,
  parameters: Parameters,
  input: tf.Tensor,
): readonly tf.Tensor[] {
  const outputs = new Map([[pictureName, input]]);
  let before = pictureName;
  return layers.map((layer) => {
    const taken = (layer.inputs ?? [before]).map((name) => outputs.get(name)!);
    const output = runLayer(layer, taken, parameters);
    outputs.set(layer.name, output);
    before = layer.name;
    return output;
  });
}

function runLayer(layer: RebuiltLayer, inputs: readonly tf.Tensor[], parameters: Parameters): tf.Tensor {
  const input = inputs[0]!;
  if (isNetworkLayer(layer)) return applyLayer(layer, inputs, { parameters, bare: false, dropout: null });
  switch (layer.kind) {
    case 'resizing':
      return tf.clipByValue(
        tf.round(resizeAntialiased(input as tf.Tensor4D, layer.height, layer.width)),
        0,
        255,
      );
    case 'cropping': {
      const [[top, bottom], [left, right]] = layer.cropping;
      const [batch, height, width, channels] = input.shape as [number, number, number, number];
      return tf.slice(
        input,
        [0, top, left, 0],
        [batch, height - top - bottom, width - left - right, channels],
      );
    }
    case 'rescaling': {
      const scaled = tf.add(tf.mul(inType(input, layer.type), layer.scale), layer.offset);
      return inType(scaled, layer.type);
    }
    case 'reshape':
      return tf.reshape(input, [input.shape[0], ...layer.shape]);
    case 'multiply':
      return inputs.slice(1).reduce((product, each) => tf.mul(product, each), input);
    case 'power':
      return tf.pow(input, layer.exponent);
    default:
      return assertNever(layer);
  }
}

/** Whole numbers stay floats here, cut off as a cast does: none is negative. */
function inType(input: tf.Tensor, type: 'float32' | 'int32'): tf.Tensor {
  const floats = tf.cast(input, 'float32');
  return type === 'int32' ? tf.floor(floats) : floats;
}

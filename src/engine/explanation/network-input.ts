import * as tf from '@tensorflow/tfjs';
import { pixelShape, type NetworkSpec } from '../../shared/network.ts';
import { preprocess } from '../models/forward.ts';

/** A fitted photo (size x size x 3 bytes, RGB) as the network's input, a batch of one. The caller disposes it. */
export function networkInput(network: NetworkSpec, pixels: Uint8Array): tf.Tensor4D {
  return tf.tidy(() =>
    preprocess(
      tf.tensor4d(Int32Array.from(pixels), [1, ...pixelShape(network)], 'int32'),
      network.preprocessing,
    ),
  );
}

import * as tf from '@tensorflow/tfjs';
import { pixelShape, type NetworkSpec } from '../../shared/network.ts';
import { hasOwnOperations, unpackPixels } from '../backend/webgpu/own-operations.ts';
import { preprocess, subtracted } from './forward.ts';

/** Photos' bytes as the network takes them; a GPU is given the bytes and makes numbers of them itself. */
export function pixelInput(network: NetworkSpec, pixels: Uint8Array, count: number): tf.Tensor4D {
  const { preprocessing } = network;
  const shape: [number, number, number, number] = [count, ...pixelShape(network)];
  if (!hasOwnOperations() || preprocessing.channelOrder === 'grey')
    return preprocess(tf.tensor4d(Int32Array.from(pixels), shape, 'int32'), preprocessing);
  const turned = preprocessing.channelOrder === 'bgr';
  return unpackPixels(pixels, subtracted(preprocessing, shape), {
    ...{ shape, turned, scale: preprocessing.scale },
  }) as tf.Tensor4D;
}

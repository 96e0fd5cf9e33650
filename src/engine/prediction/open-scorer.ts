import * as tf from '@tensorflow/tfjs';
import type { NetworkSpec } from '../../shared/network.ts';
import type { ComputeBackend } from '../backend/open-backend.ts';
import { forward } from '../models/forward.ts';
import { openFrozenPass, photosPerPass } from '../models/frozen-pass.ts';
import { createParameters, disposeParameters } from '../models/parameters.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import { twoClassPairs } from './two-class-pairs.ts';

/** A trained model that answers. Used for prediction, evaluation and the check of exports alike; always fp32. */
export interface Scorer {
  readonly numClasses: number;
  /**
   * `pixels`: count pictures of size x size x 3 RGB bytes. Returns count x numClasses probabilities; they sum to 1.
   */
  score(pixels: Uint8Array, count: number): Promise<Float32Array>;
  close(): void;
}

/**
 * Opens a model on a backend. Its convolutional part, preprocessing included, runs as a frozen pass (one graph of
 * TensorFlow or onnxruntime, else layer by layer), the dense layers after it operation by operation.
 */
export async function openScorer(backend: ComputeBackend, model: TrainedModel): Promise<Scorer> {
  const { network, weights } = model;
  const numClasses = model.file.classes.length;
  const lastSpatial = lastSpatialLayer(network);
  const { name } = network.layers[lastSpatial]!;
  const pass = await openFrozenPass(backend, network, weights, [name], 'fp32');
  const headLayers = new Set(network.layers.slice(lastSpatial + 1).map((layer) => layer.name));
  const head = createParameters(weights, (layer) => headLayers.has(layer));
  const featureShape = layerShapes(network)[lastSpatial]!.outputShape;
  const [height, width, channels] = network.inputShape;
  const pictureBytes = height * width * channels;

  const scoreBatch = async (pixels: Uint8Array, count: number): Promise<Float32Array> => {
    const features = (await pass.run(pixels, count)).get(name)!;
    const answers = tf.tidy(() => {
      const input = tf.tensor(features, [count, ...featureShape]);
      const range = { from: lastSpatial + 1, to: network.layers.length };
      return forward(network, head, input, { ...range, dropout: null, logits: false });
    });
    try {
      const values = (await answers.data()) as Float32Array;
      return values.length === count ? twoClassPairs(values) : values;
    } finally {
      answers.dispose();
    }
  };

  return {
    numClasses,
    score: async (pixels, count) => {
      const probabilities = new Float32Array(count * numClasses);
      for (let first = 0; first < count; first += photosPerPass) {
        const size = Math.min(photosPerPass, count - first);
        const batch = pixels.subarray(first * pictureBytes, (first + size) * pictureBytes);
        probabilities.set(await scoreBatch(batch, size), first * numClasses);
      }
      return probabilities;
    },
    close: () => {
      pass.close();
      disposeParameters(head);
    },
  };
}

/** Index of the last layer whose output still has a place in the picture: a convolution or a pooling. */
export function lastSpatialLayer(network: NetworkSpec): number {
  return network.layers.findLastIndex((layer) => layer.kind === 'conv2d' || layer.kind === 'maxPool2d');
}

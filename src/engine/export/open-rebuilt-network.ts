import * as tf from '@tensorflow/tfjs';
import type { NetworkSpec } from '../../shared/network.ts';
import { forward, preprocess } from '../models/forward.ts';
import { createParameters, disposeParameters } from '../models/parameters.ts';
import { twoClassPairs } from '../prediction/two-class-pairs.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import type { ExportReader } from './export-format.ts';
import type { LabelsFile } from './portable-files.ts';

/**
 * Runs a network that was rebuilt from an exported file, layer by layer in fp32: the way that shares least with the
 * scorer it is compared with.
 */
export function openRebuiltNetwork(
  network: NetworkSpec,
  weights: TensorMap,
  labels: LabelsFile,
): ExportReader {
  const parameters = createParameters(weights);
  const [height, width, channels] = network.inputShape;
  return {
    score: async (pixels, count) => {
      const answers = tf.tidy(() => {
        const pictures = tf.tensor4d(pixels, [count, height, width, channels], 'int32');
        const input = preprocess(pictures, network.preprocessing);
        return forward(network, parameters, input, {
          from: 0,
          to: network.layers.length,
          dropout: null,
          logits: false,
        });
      });
      try {
        const values = (await answers.data()) as Float32Array;
        return labels.output.kind === 'sigmoid' ? twoClassPairs(values) : values;
      } finally {
        answers.dispose();
      }
    },
    close: () => {
      disposeParameters(parameters);
    },
  };
}

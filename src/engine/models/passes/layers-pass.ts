import * as tf from '@tensorflow/tfjs';
import type { NetworkSpec } from '../../../shared/network.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import { forward } from '../forward.ts';
import { createParameters, disposeParameters } from '../parameters.ts';
import { pixelInput } from '../pixel-input.ts';
import { inHalf, type FrozenPass } from './pass.ts';

/** The frozen pass layer by layer by tfjs, in fp32, on whichever backend is open. */
export function openLayersPass(
  network: NetworkSpec,
  weights: TensorMap,
  outputs: readonly string[],
): FrozenPass {
  const to = 1 + Math.max(...outputs.map((name) => network.layers.findIndex((layer) => layer.name === name)));
  const needed = new Set(network.layers.slice(0, to).map((layer) => layer.name));
  const parameters = createParameters(weights, (layer) => needed.has(layer));
  const run: FrozenPass['run'] = async (pixels, count) => {
    const tensors = tf.tidy(() => {
      const capture = new Map<string, tf.Tensor>();
      const input = pixelInput(network, pixels, count);
      forward(network, parameters, input, { from: 0, to, dropout: null, logits: false, capture });
      return outputs.map((layer) => capture.get(layer)!);
    });
    const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
    tf.dispose(tensors);
    return new Map(outputs.map((layer, index) => [layer, values[index]!]));
  };
  return {
    run,
    runHalf: inHalf(run),
    close: () => {
      disposeParameters(parameters);
    },
  };
}

import * as tf from '@tensorflow/tfjs';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { loadGraph } from '../backend/graph/load-graph.ts';
import type { TensorFlowBinding } from '../backend/tensorflow-binding.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { forward, preprocess } from './forward.ts';
import { frozenGraph, outputNode, pixelsInput } from './frozen-graph.ts';
import { openOnnxPass } from './onnx-pass.ts';
import { createParameters, disposeParameters } from './parameters.ts';

/** A network whose weights do not change, from pixels to the outputs of some of its layers. */
export interface FrozenPass {
  /**
   * `pixels`: count x height x width x RGB, never changed before the promise settles. Gives each layer's output as
   * float32, row-major, batch first. Blocks the thread while it computes.
   */
  run(pixels: Uint8Array, count: number): Promise<ReadonlyMap<string, Float32Array>>;
  close(): void;
}

/**
 * Photos in one pass. 10 keep two cores nearly as busy as 20 do and take 160 MB less at 150 px (measured); they are
 * also what a kill can lose, and how long a pause waits.
 */
export const photosPerPass = 10;

/** `graph`: one TensorFlow session graph; `onnx`: one graph of onnxruntime; `layers`: layer by layer by tfjs. */
export type FrozenWay = 'graph' | 'onnx' | 'layers';

/**
 * Opens the frozen pass up to the layers in `outputs`. By the fastest way that the backend has, unless one is named; `onnx`
 * and `layers` compute in fp32 only. Weights of layers that are not needed may be missing. Throws `unknown-layer`,
 * `graph-rejected`, `onnx-graph-rejected`, `backend-unavailable` where the backend has not that way or no bf16.
 */
export async function openFrozenPass(
  backend: ComputeBackend,
  network: NetworkSpec,
  weights: TensorMap,
  outputs: readonly string[],
  precision: 'fp32' | 'bf16',
  way: FrozenWay = fastestWay(backend),
): Promise<FrozenPass> {
  checkOutputs(network, outputs);
  if (way === 'graph') {
    if (!backend.binding)
      throw new ThawError('backend-unavailable', { backend: 'tensorflow', reason: 'session graphs' });
    return graphPass(backend.binding, network, weights, outputs, precision);
  }
  if (precision === 'bf16')
    throw new ThawError('backend-unavailable', { backend: 'tensorflow', reason: 'bf16' });
  if (way === 'layers') return layersPass(network, weights, outputs);
  if (!backend.onnx)
    throw new ThawError('backend-unavailable', {
      backend: 'onnxruntime',
      reason: 'not open beside this one',
    });
  return openOnnxPass(backend.onnx, network, weights, outputs);
}

function fastestWay({ binding, onnx }: ComputeBackend): FrozenWay {
  if (binding) return 'graph';
  return onnx ? 'onnx' : 'layers';
}

async function graphPass(
  binding: TensorFlowBinding,
  network: NetworkSpec,
  weights: TensorMap,
  outputs: readonly string[],
  precision: 'fp32' | 'bf16',
): Promise<FrozenPass> {
  const name = `frozen pass to ${outputs.join(', ')} in ${precision}`;
  const graph = await loadGraph(binding, frozenGraph(network, weights, outputs, precision), name);
  return {
    run: (pixels, count) => {
      const fed = { [pixelsInput]: { shape: [count, ...network.inputShape], values: pixels } };
      const found = graph.run(fed, outputs.map(outputNode));
      return Promise.resolve(new Map(outputs.map((layer) => [layer, found.get(outputNode(layer))!])));
    },
    close: () => {
      graph.close();
    },
  };
}

function layersPass(network: NetworkSpec, weights: TensorMap, outputs: readonly string[]): FrozenPass {
  const to = 1 + Math.max(...outputs.map((name) => network.layers.findIndex((layer) => layer.name === name)));
  const needed = new Set(network.layers.slice(0, to).map((layer) => layer.name));
  const parameters = createParameters(weights, (layer) => needed.has(layer));
  return {
    run: async (pixels, count) => {
      const [height, width, channels] = network.inputShape;
      const tensors = tf.tidy(() => {
        const batch = tf.tensor4d(Int32Array.from(pixels), [count, height, width, channels], 'int32');
        const capture = new Map<string, tf.Tensor>();
        const input = preprocess(batch, network.preprocessing);
        forward(network, parameters, input, { from: 0, to, dropout: null, logits: false, capture });
        return outputs.map((layer) => capture.get(layer)!);
      });
      const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
      tf.dispose(tensors);
      return new Map(outputs.map((layer, index) => [layer, values[index]!]));
    },
    close: () => {
      disposeParameters(parameters);
    },
  };
}

function checkOutputs(network: NetworkSpec, outputs: readonly string[]): void {
  const known = network.layers.map((layer) => layer.name);
  const unknown = outputs.find((output) => !known.includes(output));
  if (unknown !== undefined) throw new ThawError('unknown-layer', { layer: unknown, known });
}

import * as tf from '@tensorflow/tfjs';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { loadGraph, type Fetched } from '../backend/graph/load-graph.ts';
import type { TensorFlowBinding } from '../backend/tensorflow-binding.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { forward, preprocess } from './forward.ts';
import { toFloat16Words } from '../features/float16.ts';
import { fitsHalfWords } from './graph/feature-nodes.ts';
import { frozenGraph, halfOutputNode, outputNode } from './graph/frozen-graph.ts';
import { pixelsInput } from './graph/preprocessing-nodes.ts';
import { layerShapes } from './layer-shapes.ts';
import { createParameters, disposeParameters } from './parameters.ts';

/** A network whose weights do not change, from pixels to the outputs of some of its layers. */
export interface FrozenPass {
  /**
   * `pixels`: count x height x width x RGB, never changed before the promise settles. Gives each layer's output as
   * asked for, row-major, batch first. Blocks the thread while it computes.
   */
  run(pixels: Uint8Array, count: number): Promise<ReadonlyMap<string, Float32Array>>;
  /** The same as half words (../features/float16.ts). */
  runHalf(pixels: Uint8Array, count: number): Promise<ReadonlyMap<string, Uint16Array>>;
  close(): void;
}

/**
 * Photos in one pass. 10 keep two cores nearly as busy as 20 do and take 160 MB less at 150 px (measured); they are
 * also what a kill can lose, and how long a pause waits.
 */
export const photosPerPass = 10;

/**
 * Opens the frozen pass up to the layers in `outputs`. `graph` (TensorFlow only, and there the default): one session
 * graph, several times faster; `layers`: layer by layer by tfjs, fp32 only. Weights of layers that are not needed
 * may be missing. Throws `unknown-layer`, `graph-rejected`, `backend-unavailable` where the backend has no graphs
 * or no bf16.
 */
export async function openFrozenPass(
  backend: ComputeBackend,
  network: NetworkSpec,
  weights: TensorMap,
  outputs: readonly string[],
  precision: 'fp32' | 'bf16',
  way: 'graph' | 'layers' = backend.binding ? 'graph' : 'layers',
): Promise<FrozenPass> {
  checkOutputs(network, outputs);
  if (way === 'graph') {
    if (!backend.binding)
      throw new ThawError('backend-unavailable', { backend: 'tensorflow', reason: 'session graphs' });
    return graphPass(backend.binding, network, weights, outputs, precision);
  }
  if (precision === 'bf16')
    throw new ThawError('backend-unavailable', { backend: 'tensorflow', reason: 'bf16' });
  return layersPass(network, weights, outputs);
}

async function graphPass(
  binding: TensorFlowBinding,
  network: NetworkSpec,
  weights: TensorMap,
  outputs: readonly string[],
  precision: 'fp32' | 'bf16',
): Promise<FrozenPass> {
  const name = `frozen pass to ${outputs.join(', ')} in ${precision}`;
  const graph = await loadGraph(binding, frozenGraph(network, weights, outputs, precision), {
    name,
    layers: network.layers.map((layer) => layer.name),
  });
  const fetch = (pixels: Uint8Array, count: number, nodeOf: (layer: string) => string): Fetched =>
    graph.run(
      { [pixelsInput]: { shape: [count, ...network.inputShape], values: pixels } },
      outputs.map(nodeOf),
    );
  const run: FrozenPass['run'] = (pixels, count) => {
    const found = fetch(pixels, count, outputNode);
    return Promise.resolve(
      new Map(outputs.map((layer) => [layer, found.get(outputNode(layer)) as Float32Array])),
    );
  };
  const hasHalves = outputs.every((layer) => fitsHalfWords(outputSize(network, layer)));
  return {
    run,
    runHalf: (pixels, count) => {
      if (!hasHalves) return inHalf(run)(pixels, count);
      const found = fetch(pixels, count, halfOutputNode);
      return Promise.resolve(
        new Map(outputs.map((layer) => [layer, wordsOf(found.get(halfOutputNode(layer))!)])),
      );
    },
    close: () => {
      graph.close();
    },
  };
}

function outputSize(network: NetworkSpec, layer: string): number {
  const { outputShape } = layerShapes(network).find(({ name }) => name === layer)!;
  return outputShape.reduce((product, side) => product * side, 1);
}

function wordsOf({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Uint16Array {
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}

/** Half words made here from floats, to the same bits as inside a graph. */
function inHalf(run: FrozenPass['run']): FrozenPass['runHalf'] {
  return async (pixels, count) =>
    new Map([...(await run(pixels, count))].map(([layer, values]) => [layer, toFloat16Words(values)]));
}

function layersPass(network: NetworkSpec, weights: TensorMap, outputs: readonly string[]): FrozenPass {
  const to = 1 + Math.max(...outputs.map((name) => network.layers.findIndex((layer) => layer.name === name)));
  const needed = new Set(network.layers.slice(0, to).map((layer) => layer.name));
  const parameters = createParameters(weights, (layer) => needed.has(layer));
  const run: FrozenPass['run'] = async (pixels, count) => {
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
  };
  return {
    run,
    runHalf: inHalf(run),
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

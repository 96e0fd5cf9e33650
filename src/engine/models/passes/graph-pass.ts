import { pixelShape, type NetworkSpec } from '../../../shared/network.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';
import { loadGraph, type Fetched } from '../../backend/graph/load-graph.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { worthwhileTiles } from '../../backend/worthwhile-tiles.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import { fitsHalfWords } from '../graph/feature-nodes.ts';
import { frozenGraph, halfOutputNode, outputNode } from '../graph/frozen-graph.ts';
import { pixelsInput } from '../graph/preprocessing-nodes.ts';
import { layerShapes } from '../layer-shapes.ts';
import { inHalf, type FrozenPass } from './pass.ts';

/** The frozen pass as one TensorFlow session graph, in fp32 or bf16. Throws `graph-rejected`. */
export async function openGraphPass(
  binding: TensorFlowBinding,
  network: NetworkSpec,
  weights: TensorMap,
  outputs: readonly string[],
  precision: 'fp32' | 'bf16',
): Promise<FrozenPass> {
  const winograd = worthwhileTiles(binding).forward;
  const graph = await loadGraph(binding, frozenGraph(network, weights, outputs, precision, winograd), {
    name: `frozen pass to ${outputs.join(', ')} in ${precision}`,
    layers: network.layers.map(({ name }) => name),
  });
  const fetch = (pixels: Uint8Array, count: number, nodeOf: (layer: string) => string): Fetched =>
    graph.run(
      { [pixelsInput]: { shape: [count, ...pixelShape(network)], values: pixels } },
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
  return sizeOfShape(outputShape);
}

function wordsOf({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Uint16Array {
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}

import { pixelShape, type NetworkSpec } from '../../../shared/network.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';
import type { Graph } from '../../backend/graph/encode-saved-model.ts';
import { createGraphWriter, type GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import { layerShapes } from '../layer-shapes.ts';
import { asHalfWords, fitsHalfWords } from './feature-nodes.ts';
import { forwardLayers, type ForwardRun } from './forward-nodes.ts';
import { pixelsInput, preprocessedPixels } from './preprocessing-nodes.ts';

/** The node that gives a layer's output in float32. */
export function outputNode(layer: string): string {
  return `${layer}/output`;
}

/** The node that gives a layer's output as half words (./feature-nodes.ts). */
export function halfOutputNode(layer: string): string {
  return `${layer}/half_output`;
}

/**
 * A network with its weights as constants: pixels in, preprocessing inside, the outputs of the layers asked for out,
 * in float32 and as half words; what is not fetched is not computed. bf16: convolutions with their weights in
 * bfloat16, preprocessing, dense layers and outputs in float32. `winograd`: convolutions in fp32 by tiles where those
 * are faster. Layers after the last one asked for are left out.
 */
export function frozenGraph(
  network: NetworkSpec,
  weights: TensorMap,
  outputs: readonly string[],
  precision: 'fp32' | 'bf16',
  winograd: boolean,
): Graph {
  const graph = createGraphWriter();
  const shapes = layerShapes(network);
  const last = Math.max(...outputs.map((name) => network.layers.findIndex((layer) => layer.name === name)));
  const written = forwardLayers(graph, network, {
    scope: '',
    from: 0,
    to: last + 1,
    input: preprocessedPixels(graph, network).value,
    precision,
    winograd,
    weight: constantWeights(graph, '', weights),
    mask: null,
    logits: false,
  });
  const ends: Graph['outputs'][number][] = [];
  written.forEach(({ layer: { name }, output }, index) => {
    if (!outputs.includes(name)) return;
    const { outputShape } = shapes[index]!;
    const size = sizeOfShape(outputShape);
    const floats = graph.cast(`${name}/floats`, output, DataType.DT_FLOAT);
    graph.addFloat(outputNode(name), 'Identity', [floats.node], DataType.DT_FLOAT);
    if (fitsHalfWords(size)) asHalfWords(graph, halfOutputNode(name), floats, size);
    ends.push({ node: outputNode(name), type: DataType.DT_FLOAT, shape: [-1, ...outputShape] });
  });
  return {
    nodes: graph.nodes,
    inputs: [{ node: pixelsInput, type: DataType.DT_UINT8, shape: [-1, ...pixelShape(network)] }],
    outputs: ends,
  };
}

/** Weights that never change, as constants in the type asked for; each is written once a type. */
export function constantWeights(graph: GraphWriter, scope: string, weights: TensorMap): ForwardRun['weight'] {
  const written = new Set<string>();
  return (layer, part, type) => {
    const name = `${layer.name}/${part}`;
    const node = `${scope}${name}${type === DataType.DT_BFLOAT16 ? '/bf16' : ''}`;
    if (written.has(node)) return node;
    written.add(node);
    const tensor = weights.get(name);
    if (!tensor) throw new Error(`no weights ${name}`);
    return graph.floats(node, tensor.shape, tensor.values, type);
  };
}

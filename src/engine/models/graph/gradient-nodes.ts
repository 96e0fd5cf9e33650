import type { NetworkSpec } from '../../../shared/network.ts';
import { weightParts, type WeightPart } from '../../../shared/weight-parts.ts';
import type { GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { layerInputs } from '../layer-inputs.ts';
import type { LayerGradients, WrittenLayer } from './layer-nodes.ts';
import { nodesOf } from './nodes-of-kind.ts';
import { sum } from './shape-nodes.ts';

/** What the gradients of written layers are written for. */
export interface Differentiated {
  readonly network: Pick<NetworkSpec, 'layers'>;
  /** Place of the first of `written` in the network. */
  readonly from: number;
  readonly written: readonly WrittenLayer[];
  /** Whether a weight (`block5_conv1/kernel`) learns. */
  readonly learns: (weight: string) => boolean;
  /** Of the loss by the last layer's output. */
  readonly gradient: GraphValue;
}

/**
 * Writes the gradients of layers that ./forward-nodes.ts wrote, from the last to the first, each computed in the type
 * of its layer; what several layers take gets the sum of theirs. Layers that nothing learns in or below are left out.
 * Returns the float32 nodes of the gradients by weight (`block5_conv1/kernel`).
 */
export function layerGradients(
  graph: GraphWriter,
  scope: string,
  { network, from, written, learns, gradient }: Differentiated,
): ReadonlyMap<string, string> {
  const inputs = layerInputs(network);
  const learning = reachesLearning(written, from, inputs, learns);
  const gradients = new Map<string, string>();
  /** By the place of the layer whose output they are by. */
  const incoming = new Map<number, GraphValue[]>([[from + written.length - 1, [gradient]]]);
  for (let place = from + written.length - 1; place >= from; place--) {
    const found = incoming.get(place);
    if (!found || !learning.has(place)) continue;
    const layer = written[place - from]!;
    const name = `${scope}${layer.layer.name}`;
    const wantsInputs = inputs[place]!.some((input) => learning.has(input));
    const own = gradientOf(graph, name, layer, found, wantsInputs);
    keepWeights(graph, name, layer, own, learns, gradients);
    if (wantsInputs)
      inputs[place]!.forEach((input, index) => {
        if (learning.has(input)) incoming.set(input, [...(incoming.get(input) ?? []), own.inputs[index]!]);
      });
  }
  return gradients;
}

/** The places of layers that learn, or that take something of one that does. */
function reachesLearning(
  written: readonly WrittenLayer[],
  from: number,
  inputs: readonly (readonly number[])[],
  learns: Differentiated['learns'],
): ReadonlySet<number> {
  const places = new Set<number>();
  for (const [index, { layer }] of written.entries()) {
    const place = from + index;
    const own = weightParts(layer).some((part) => learns(`${layer.name}/${part}`));
    if (own || inputs[place]!.some((input) => places.has(input))) places.add(place);
  }
  return places;
}

function gradientOf(
  graph: GraphWriter,
  name: string,
  layer: WrittenLayer,
  found: readonly GraphValue[],
  wantsInputs: boolean,
): LayerGradients {
  const { type } = layer.output;
  const typed = found.map((value, index) =>
    graph.cast(index === 0 ? `${name}/output_gradient` : `${name}/output_gradient_${index}`, value, type),
  );
  const incoming = typed.length === 1 ? typed[0]! : sum(graph, `${name}/output_gradients`, typed);
  return nodesOf(layer.layer).gradient(graph, layer, { name, incoming, wantsInputs });
}

function keepWeights(
  graph: GraphWriter,
  name: string,
  { layer }: WrittenLayer,
  { weights }: LayerGradients,
  learns: Differentiated['learns'],
  gradients: Map<string, string>,
): void {
  for (const [part, value] of Object.entries(weights) as [WeightPart, GraphValue][]) {
    const weight = `${layer.name}/${part}`;
    if (!learns(weight)) continue;
    gradients.set(weight, graph.cast(`${name}/${part}_gradient/float`, value, DataType.DT_FLOAT).node);
  }
}

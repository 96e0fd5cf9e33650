import type { Activation } from '../../../../shared/network.ts';
import type { GraphValue, GraphWriter } from '../../../backend/graph/graph-writer.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';
import { channelsLast } from '../op-attributes.ts';
import type { GradientPlace, PlacedLayer, WrittenLayer } from '../layer-nodes.ts';
import { activationGradient, activationOps } from './activation-nodes.ts';

/** What layers with a kernel share: a bias, where they have one, and an activation after the product. */

export interface Activated {
  readonly activation: Activation;
  readonly useBias?: boolean;
}

type Product = (name: string) => string;

/** Writes the product under the name that is left for it, then bias and activation under the layer's own. */
export function activated(
  graph: GraphWriter,
  { name, type, bare, weight }: PlacedLayer,
  { activation, useBias = true }: Activated,
  product: Product,
): GraphValue {
  const isLast = bare || activation === 'linear';
  const biasedName = isLast ? name : `${name}/biased`;
  const biased = useBias
    ? graph.addFloat(biasedName, 'BiasAdd', [product(`${name}/product`), weight('bias')], type, channelsLast)
    : product(biasedName);
  return { node: isLast ? biased : graph.addFloat(name, activationOps[activation], [biased], type), type };
}

/** The gradient by the product, and the bias's where there is one: a sum over all places, in float32 as sums are. */
export function activatedGradient(
  graph: GraphWriter,
  { bare, output }: WrittenLayer,
  { activation, useBias = true }: Activated,
  { name, incoming }: GradientPlace,
): { readonly before: GraphValue; readonly bias: { readonly bias?: GraphValue } } {
  const before = bare ? incoming : activationGradient(graph, name, activation, output, incoming);
  if (!useBias) return { before, bias: {} };
  const floats = graph.cast(`${name}/bias/incoming`, before, DataType.DT_FLOAT);
  const node = graph.addFloat(
    `${name}/bias_gradient`,
    'BiasAddGrad',
    [floats.node],
    floats.type,
    channelsLast,
  );
  return { before, bias: { bias: { node, type: floats.type } } };
}

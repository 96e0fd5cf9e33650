import type { LayerSpec } from '../../shared/network.ts';

/** A layer of a network that is being written down: what it takes is always named. */
export type JoinedLayer = LayerSpec & { readonly inputs: readonly string[] };

/** Something that takes the outputs of others, by name. */
interface Taking {
  readonly name: string;
  readonly inputs: readonly string[];
}

/**
 * Layers in the order in which Keras lists them, which is the one that its weight files have: by their distance from
 * the network's end, the longest way counted, and where it is the same, as a walk from the end to the picture comes upon
 * them. The last of `layers` is the end.
 * Source: keras/src/ops/function.py, map_graph.
 */
export function kerasOrder<Layer extends Taking>(layers: readonly Layer[]): readonly Layer[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const distances = new Map<string, number>();
  // Layers stand behind what they take: from the end on, all that takes a layer has been seen before it.
  for (const { name, inputs } of layers.toReversed()) {
    const distance = distances.get(name) ?? 0;
    for (const input of inputs) distances.set(input, Math.max(distances.get(input) ?? 0, distance + 1));
  }
  const met = new Set<string>();
  const walk = (name: string): void => {
    const layer = byName.get(name);
    if (!layer || met.has(name)) return;
    met.add(name);
    layer.inputs.forEach(walk);
  };
  walk(layers.at(-1)!.name);
  return [...met]
    .toSorted((first, second) => (distances.get(second) ?? 0) - (distances.get(first) ?? 0))
    .map((name) => byName.get(name)!);
}

/** Layers in that order; what takes the layer before it does not name it any more. */
export function inKerasOrder(layers: readonly JoinedLayer[]): readonly LayerSpec[] {
  const ordered = kerasOrder(layers);
  return ordered.map((layer, index) => chained(layer, ordered[index - 1]?.name));
}

function chained(layer: JoinedLayer, before: string | undefined): LayerSpec {
  if (layer.kind === 'add' || layer.kind === 'concatenate') return layer;
  const { inputs, ...rest } = layer;
  return before === undefined || inputs[0] === before ? rest : layer;
}

import type { LayerSpec } from '../../shared/network.ts';

/** A layer of a network that is being written down: what it takes is always named. */
export type JoinedLayer = LayerSpec & { readonly inputs: readonly string[] };

/**
 * Layers in the order in which Keras lists them, which is the one that its weight files have: by their distance from
 * the network's end, the longest way counted, and where it is the same, as a walk from the end to the picture comes upon
 * them. The last of `layers` is the end. What takes the layer before it does not name it any more.
 * Source: keras/src/ops/function.py, map_graph.
 */
export function inKerasOrder(layers: readonly JoinedLayer[]): readonly LayerSpec[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const distances = new Map<string, number>();
  // Layers stand behind what they take: from the end on, all that takes a layer has been seen before it.
  for (const { name, inputs } of layers.toReversed()) {
    const distance = distances.get(name) ?? 0;
    for (const input of inputs) distances.set(input, Math.max(distances.get(input) ?? 0, distance + 1));
  }
  const met: string[] = [];
  const walk = (name: string): void => {
    const layer = byName.get(name);
    if (!layer || met.includes(name)) return;
    met.push(name);
    layer.inputs.forEach(walk);
  };
  walk(layers.at(-1)!.name);
  const ordered = met
    .toSorted((first, second) => (distances.get(second) ?? 0) - (distances.get(first) ?? 0))
    .map((name) => byName.get(name)!);
  return ordered.map((layer, index) => chained(layer, ordered[index - 1]?.name));
}

function chained(layer: JoinedLayer, before: string | undefined): LayerSpec {
  if (layer.kind === 'add' || layer.kind === 'concatenate') return layer;
  const { inputs, ...rest } = layer;
  return before === undefined || inputs[0] === before ? rest : layer;
}

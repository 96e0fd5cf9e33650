import * as h5wasm from 'h5wasm/node';
import type { WeightedSpec } from '../../../shared/network.ts';
import type { WeightPart } from '../../../shared/weight-parts.ts';
import type { WeightShape } from '../base-networks.ts';

/** Paths in a file that may hold a weight, the likeliest first. */
export type PathsOf = (weight: WeightShape) => readonly string[];

/**
 * Where a Keras HDF5 file keeps the weights wanted. Its layouts:
 * - Keras 1 and 2, weights only: LAYER/LAYER_W_1:0, or LAYER/LAYER/kernel:0, with lists of layers and of their weights
 *   as attributes; a whole model has the same below model_weights/. Keras reads these lists by order, as it numbers the
 *   layers of a network anew in each session: InceptionV3's begin at conv2d_1 in its own file and at conv2d elsewhere.
 * - Keras 3: layers/conv2d_3/vars/0, where layers are counted by kind and have lost their names.
 */
export function findKerasWeights(file: h5wasm.File, wanted: readonly WeightShape[]): PathsOf {
  const listed = listedPaths(file, wanted);
  if (listed) return (weight) => [listed.get(weight.name) ?? ''];
  const paths = file.paths().filter((path) => !/(^|\/)optimizer/.test(path));
  const byKind = groupsByKind(wanted);
  return (weight) => {
    const own = parts(wanted, weight.layer);
    const inKeras3 = `/layers/${byKind.get(weight.layer)!}/vars/`;
    const counted = paths.filter((path) => `/${path.replace(/^\//, '')}`.includes(inKeras3));
    if (counted.length > 0)
      return counted.filter((path) => path.endsWith(`/vars/${own.indexOf(weight.part)}`));
    const named = paths.filter((path) => path.split('/').includes(weight.layer));
    // Older names say W and b; a shape then tells them apart.
    return named.toSorted((first, second) => Number(says(second, weight)) - Number(says(first, weight)));
  };
}

function says(path: string, { part }: WeightShape): boolean {
  return path.split('/').at(-1)!.includes(part);
}

function parts(wanted: readonly WeightShape[], layer: string): readonly WeightPart[] {
  return wanted.filter((weight) => weight.layer === layer).map(({ part }) => part);
}

function layersOf(wanted: readonly WeightShape[]): readonly string[] {
  return [...new Set(wanted.map(({ layer }) => layer))];
}

/** By the file's lists; null where it has none, or they do not have as many layers or weights as are wanted. */
function listedPaths(file: h5wasm.File, wanted: readonly WeightShape[]): ReadonlyMap<string, string> | null {
  const model = file.get('model_weights');
  const root = model instanceof h5wasm.Group ? model : file;
  const found = namesIn(root, 'layer_names').flatMap((layer) => {
    const group = root.get(layer);
    const weights = group instanceof h5wasm.Group ? namesIn(group, 'weight_names') : [];
    return weights.length === 0 ? [] : [{ layer, weights }];
  });
  const layers = layersOf(wanted);
  if (found.length < layers.length) return null;
  const byName = new Map(found.map((each) => [each.layer, each.weights]));
  const hasAllNames = layers.every((layer) => byName.has(layer));
  const start = root === file ? '' : 'model_weights/';
  const paths = new Map<string, string>();
  for (const [index, layer] of layers.entries()) {
    const { layer: group, weights } = hasAllNames ? { layer, weights: byName.get(layer)! } : found[index]!;
    parts(wanted, layer).forEach((part, place) => {
      const name = weights[place];
      if (name !== undefined) paths.set(`${layer}/${part}`, `${start}${group}/${name}`);
    });
  }
  return paths;
}

function namesIn(group: h5wasm.Group, attribute: string): readonly string[] {
  const value: unknown = group.attrs[attribute]?.value;
  return Array.isArray(value) ? value.map(String) : [];
}

/** Keras 3's names of groups: the kind, and from the second layer of it on its number. */
function groupsByKind(wanted: readonly WeightShape[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    layersOf(wanted).map((layer) => {
      const { kind } = wanted.find((weight) => weight.layer === layer)!;
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      return [layer, count === 0 ? kerasGroups[kind] : `${kerasGroups[kind]}_${count}`];
    }),
  );
}

const kerasGroups: Readonly<Record<WeightedSpec['kind'], string>> = {
  conv2d: 'conv2d',
  depthwiseConv2d: 'depthwise_conv2d',
  separableConv2d: 'separable_conv2d',
  batchNorm: 'batch_normalization',
  dense: 'dense',
};

import type { DenseSpec, NetworkSpec } from '../../shared/network.ts';
import { compareCodePoints } from '../dataset/compare-code-points.ts';
import type { HostTensor, TensorMap } from '../storage/safetensors.ts';

/**
 * The last layer's weights for the classes in Thaw's order, by code point: a softmax unit goes with its class; the one
 * sigmoid unit, which speaks for the second class, is turned around, as 1 - sigmoid(z) = sigmoid(-z).
 */
export function sortClasses(
  classes: readonly string[],
  { layers }: Pick<NetworkSpec, 'layers'>,
  weights: TensorMap,
): { readonly classes: readonly string[]; readonly weights: TensorMap } {
  const sorted = classes.toSorted(compareCodePoints);
  if (sorted.join('\n') === classes.join('\n')) return { classes, weights };
  const last = layers.at(-1) as DenseSpec;
  const order = sorted.map((name) => classes.indexOf(name));
  const changed = new Map(weights);
  for (const part of ['kernel', 'bias']) {
    const name = `${last.name}/${part}`;
    const tensor = weights.get(name)!;
    changed.set(name, last.units === 1 ? turned(tensor) : inOrder(tensor, order));
  }
  return { classes: sorted, weights: changed };
}

function turned({ shape, values }: HostTensor): HostTensor {
  return { shape, values: values.map((value) => -value) };
}

/** Columns in another order; a bias is one row. */
function inOrder({ shape, values }: HostTensor, order: readonly number[]): HostTensor {
  const units = order.length;
  return {
    shape,
    values: values.map((_, place) => values[place - (place % units) + order[place % units]!]!),
  };
}

import type { LayerSpec } from '../../shared/network.ts';
import { weightParts } from '../../shared/weight-parts.ts';
import type { RebuiltLayer } from './read-keras-layer.ts';

const ownKinds: ReadonlySet<string> = new Set([
  'resizing',
  'cropping',
  'rescaling',
  'reshape',
  'multiply',
  'power',
] satisfies Exclude<RebuiltLayer['kind'], LayerSpec['kind']>[]);

/** Whether a network of Thaw has such layers; the others only stand before one, or are parts of a layer. */
export function isNetworkLayer(layer: RebuiltLayer): layer is LayerSpec {
  return !ownKinds.has(layer.kind);
}

/** The names of a layer's weights, in Keras's order. */
export function weightNamesOf(layer: RebuiltLayer): readonly string[] {
  return isNetworkLayer(layer) ? weightParts(layer).map((part) => `${layer.name}/${part}`) : [];
}

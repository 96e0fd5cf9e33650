import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import { findLayer } from './find-layer.ts';

/** A layer whose output has places, so that each of its channels is a filter's answer. */
export interface FilterLayer {
  readonly index: number;
  readonly filters: number;
}

/**
 * Finds such a layer, for pictures of `size` pixels. Throws `unknown-layer`, `layer-without-filters` for flat ones,
 * `image-size-too-small` where nothing of the picture is left at the layer.
 */
export function filtersOfLayer(network: NetworkSpec, name: string, size: number): FilterLayer {
  const index = findLayer(network, name);
  const [, , filters] = layerShapes(network)[index]!.outputShape;
  if (filters === undefined) {
    const known = layerShapes(network).filter(({ outputShape }) => outputShape.length === 3);
    throw new ThawError('layer-without-filters', { layer: name, known: known.map((layer) => layer.name) });
  }
  const [, , channels] = network.inputShape;
  const layers = network.layers.slice(0, index + 1);
  layerShapes({ ...network, inputShape: [size, size, channels], layers });
  return { index, filters };
}

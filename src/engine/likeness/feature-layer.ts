import type { NetworkSpec } from '../../shared/network.ts';
import { layerShapes } from '../models/layer-shapes.ts';

/** What describes a photo to a network. */
export interface FeatureLayer {
  readonly name: string;
  /** Numbers in one photo's features. */
  readonly channels: number;
}

/**
 * The output of the last convolution block: the last layer that still has places, such as VGG16's `block5_pool`. In a
 * network of dense layers alone: what the last of them is given, as one place.
 */
export function featureLayer(network: NetworkSpec): FeatureLayer {
  const shapes = layerShapes(network);
  const { name, outputShape } =
    shapes.findLast(({ outputShape: shape }) => shape.length === 3) ?? shapes.at(-2)!;
  return { name, channels: outputShape.at(-1)! };
}

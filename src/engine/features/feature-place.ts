import type { NetworkSpec } from '../../shared/network.ts';
import type { AugmentationConfig, ImageConfig } from '../../shared/recipe.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import { describePixels } from './pixel-store.ts';
import { type StorePlace, storePlace } from './store-place.ts';

/** One augmented copy of the photos. */
export interface AugmentedCopy {
  readonly config: AugmentationConfig;
  readonly seed: number;
  readonly copy: number;
}

/** All that decides the features of a photo. */
export interface FeatureSource {
  readonly network: NetworkSpec;
  readonly weightsSha256: string;
  readonly image: ImageConfig;
  readonly precision: 'fp32' | 'bf16';
  /** null: the photo as it is. */
  readonly augmentation: AugmentedCopy | null;
  readonly storage: 'float16' | 'float32';
}

/** To be raised by one with any change of augmentImage, its draws or the frozen pass that changes features. */
const featureVersion = 1;

/** The store of one layer's output. Throws `image-size-too-small`. */
export function featurePlace(source: FeatureSource, layer: string): StorePlace {
  const { network, weightsSha256, image, precision, augmentation, storage } = source;
  const description = {
    kind: 'features',
    featureVersion,
    weightsSha256,
    layer,
    preprocessing: network.preprocessing,
    pixels: describePixels(image),
    precision,
    augmentation,
  };
  const shape = layerShapes(network).find((found) => found.name === layer)?.outputShape;
  if (!shape) throw new RangeError(`the network has no layer ${layer}`);
  return storePlace(description, { type: storage, shape });
}

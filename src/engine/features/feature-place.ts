import { describeAugmentation } from '../../shared/augmentation.ts';
import type { ColourAxes } from '../../shared/colour-axes.ts';
import type { NetworkSpec, Preprocessing } from '../../shared/network.ts';
import type { AugmentationConfig, ImageConfig, PassPrecision } from '../../shared/recipe.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import { describePixels } from './pixel-store.ts';
import { type StorePlace, storePlace } from './store-place.ts';

/** One augmented copy of the photos. */
export interface AugmentedCopy {
  readonly config: AugmentationConfig;
  readonly seed: number;
  readonly copy: number;
  /** Of the training photos' colours; null where nothing asks for them. */
  readonly axes: ColourAxes | null;
}

/** All that decides the features of a photo. */
export interface FeatureSource {
  readonly network: NetworkSpec;
  readonly weightsSha256: string;
  readonly image: ImageConfig;
  readonly precision: PassPrecision;
  /** null: the photo as it is. */
  readonly augmentation: AugmentedCopy | null;
  readonly storage: 'float16' | 'float32';
}

/** To be raised by one with any change of augmentImage, its draws or the frozen pass that changes features. */
const featureVersion = 1;

/** The same text for a network without a mean image as before there were any. */
function describePreprocessing({ meanImage, ...preprocessing }: Preprocessing): object {
  return meanImage ? { ...preprocessing, meanImage: meanImage.sha256 } : preprocessing;
}

/** The same text as ever where nothing is on that came later. */
function describeCopy({ config, axes, ...copy }: AugmentedCopy): object {
  return {
    ...copy,
    config: describeAugmentation(config),
    ...(axes && config.colourJitter > 0 ? { axes } : {}),
  };
}

/** The store of one layer's output. Throws `image-size-too-small`. */
export function featurePlace(source: FeatureSource, layer: string): StorePlace {
  const { network, weightsSha256, image, precision, augmentation, storage } = source;
  const description = {
    kind: 'features',
    featureVersion,
    weightsSha256,
    layer,
    preprocessing: describePreprocessing(network.preprocessing),
    pixels: describePixels(image),
    precision,
    augmentation: augmentation && describeCopy(augmentation),
  };
  const shape = layerShapes(network).find((found) => found.name === layer)?.outputShape;
  if (!shape) throw new RangeError(`the network has no layer ${layer}`);
  return storePlace(description, { type: storage, shape });
}

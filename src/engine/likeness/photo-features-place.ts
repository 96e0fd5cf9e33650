import { createHash } from 'node:crypto';
import { describePixels } from '../features/pixel-store.ts';
import { type StorePlace, storePlace } from '../features/store-place.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import { featureLayer } from './feature-layer.ts';

/** To be raised by one with any change of poolFeatures or the frozen pass that changes features. */
const photoFeatureVersion = 1;

/** The store of photos' features by this trained model: in the cache, float32, by the photo's content. */
export function photoFeaturesPlace({ file, network }: TrainedModel): StorePlace {
  const { name, channels } = featureLayer(network);
  const description = {
    kind: 'photo-features',
    photoFeatureVersion,
    modelSha256: file.weightsSha256,
    layer: name,
    pixels: describePixels(file.image),
    // What it does with the weights is not told by them.
    ...(file.network.kind === 'imported' ? { networkSha256: sha256Of(JSON.stringify(file.network)) } : {}),
  };
  return storePlace(description, { type: 'float32', shape: [channels] });
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

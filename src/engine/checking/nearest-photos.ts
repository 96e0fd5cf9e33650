import * as tf from '@tensorflow/tfjs';
import type { FeatureStore } from '../features/provide-features.ts';
import type { Photo } from '../../shared/dataset.ts';
import { fromFloat16Words } from '../features/float16.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { poolFeatures } from '../likeness/pool-features.ts';

const photosAtOnce = 500;

/** The photos whose features are nearest to one's own, the nearest first. */
export interface Neighbours {
  /** Numbers of photos, `each` for every photo. */
  readonly photos: Int32Array;
  /** Cosines, -1 to 1, in the same places. */
  readonly cosines: Float32Array;
  readonly each: number;
}

/** Features of photos, their mean over all places, of length 1: photos x channels. */
export async function meanFeatures(
  store: FeatureStore,
  photos: readonly Photo[],
  signal: AbortSignal,
): Promise<Float32Array> {
  const channels = store.shape.at(-1)!;
  const means = new Float32Array(photos.length * channels);
  for (let first = 0; first < photos.length; first += photosAtOnce) {
    stopIfCancelled(signal);
    const batch = photos.slice(first, first + photosAtOnce);
    const stored = await store.read(batch);
    const values = stored instanceof Uint16Array ? fromFloat16Words(stored) : stored;
    means.set(poolFeatures(values, batch.length, channels), first * channels);
  }
  return means;
}

/** The `each` nearest others of every photo by the cosine of their features, which have the length 1. */
export async function nearestPhotos(
  features: Float32Array,
  numPhotos: number,
  each: number,
  signal: AbortSignal,
): Promise<Neighbours> {
  const channels = features.length / numPhotos;
  const found = Math.min(each, numPhotos - 1);
  const photos = new Int32Array(numPhotos * found);
  const cosines = new Float32Array(numPhotos * found);
  const all = tf.tensor2d(features, [numPhotos, channels]);
  try {
    for (let first = 0; first < numPhotos; first += photosAtOnce) {
      stopIfCancelled(signal);
      const count = Math.min(photosAtOnce, numPhotos - first);
      // One more than asked for: the photo itself is among them.
      const { values, indices } = tf.tidy(() =>
        tf.topk(tf.matMul(tf.slice(all, [first, 0], [count, channels]), all, false, true), found + 1),
      );
      const [near, numbers] = [await values.data<'float32'>(), await indices.data<'int32'>()];
      tf.dispose([values, indices]);
      for (let row = 0; row < count; row++) {
        const own = first + row;
        let at = own * found;
        for (let rank = 0; rank <= found && at < (own + 1) * found; rank++) {
          const other = numbers[row * (found + 1) + rank]!;
          if (other === own) continue;
          photos[at] = other;
          cosines[at] = near[row * (found + 1) + rank]!;
          at += 1;
        }
      }
    }
  } finally {
    all.dispose();
  }
  return { photos, cosines, each: found };
}

import { nearestFeatures } from '../likeness/nearest-features.ts';
import type { KnownPhotos } from './known-photos-file.ts';

/**
 * How familiar photos are, -1 to 1: the cosine of each one's features to the k-th nearest known photo's. The nearest
 * neighbours in the network's own features, of length 1, assume nothing of how a class is spread. Source: Y. Sun et
 * al., "Out-of-distribution detection with deep nearest neighbors", ICML 2022, whose distance is sqrt(2 - 2 cosine).
 *
 * @param features photos x known.channels, each of length 1 or zeros.
 */
export function familiaritiesOf(features: Float32Array, known: KnownPhotos): readonly number[] {
  const { channels, neighbours } = known;
  return Array.from({ length: features.length / channels }, (_, row) => {
    const own = features.subarray(row * channels, (row + 1) * channels);
    return nearestFeatures(own, known.features, neighbours).at(-1)!.similarity;
  });
}

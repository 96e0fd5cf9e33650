/** A photo that is near another one. */
export interface Neighbour {
  /** Its row in the features. */
  readonly index: number;
  /** Cosine of the two photos' features; 1: the network sees the same in both. */
  readonly similarity: number;
}

/**
 * The `count` rows nearest to `query` by cosine, the nearest first, equals in their order. All vectors are of length 1
 * (./pool-features.ts), or zeros, which are like nothing: 0.
 *
 * @param features rows x query.length.
 */
export function nearestFeatures(
  query: Float32Array,
  features: Float32Array,
  count: number,
): readonly Neighbour[] {
  const channels = query.length;
  const found: Neighbour[] = [];
  for (let index = 0; index * channels < features.length; index++) {
    let product = 0;
    for (let channel = 0; channel < channels; channel++)
      product += query[channel]! * features[index * channels + channel]!;
    // Rounding may lead a little over the end.
    const similarity = Math.min(1, Math.max(-1, product));
    if (found.length === count && similarity <= (found.at(-1)?.similarity ?? Infinity)) continue;
    const place = found.findIndex((other) => other.similarity < similarity);
    found.splice(place < 0 ? found.length : place, 0, { index, similarity });
    if (found.length > count) found.pop();
  }
  return found;
}

/**
 * A layer's output as one vector a photo: the mean over all places (global average pooling), divided by its Euclidean
 * length, so that the product of two is the cosine between them. A photo at which nothing answers stays all zeros.
 *
 * @param output photos x places x channels. Returns photos x channels.
 */
export function poolFeatures(output: ArrayLike<number>, numPhotos: number, channels: number): Float32Array {
  const places = output.length / (numPhotos * channels);
  const pooled = new Float32Array(numPhotos * channels);
  for (let photo = 0; photo < numPhotos; photo++) {
    const mean = pooled.subarray(photo * channels, (photo + 1) * channels);
    for (let place = 0; place < places; place++) {
      const first = (photo * places + place) * channels;
      for (let channel = 0; channel < channels; channel++) mean[channel]! += output[first + channel]!;
    }
    const length = Math.hypot(...mean);
    if (length > 0) for (let channel = 0; channel < channels; channel++) mean[channel]! /= length;
  }
  return pooled;
}

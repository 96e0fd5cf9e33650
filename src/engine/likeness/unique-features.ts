import { createHash } from 'node:crypto';

/** Features in which no vector comes twice. */
export interface UniqueFeatures {
  /** rows x channels, in order of first appearance. */
  readonly values: Float32Array;
  readonly count: number;
  /** Every photo's row. */
  readonly rowOf: Int32Array;
}

/** Photos with the very same features have one row: they belong in one place, and UMAP falters where many are equal. */
export function uniqueFeatures(features: Float32Array, channels: number): UniqueFeatures {
  const numPhotos = features.length / channels;
  const rows = new Map<string, number>();
  const rowOf = new Int32Array(numPhotos);
  const firsts: number[] = [];
  for (let photo = 0; photo < numPhotos; photo++) {
    const own = features.subarray(photo * channels, (photo + 1) * channels);
    const key = createHash('sha256')
      .update(new Uint8Array(own.buffer, own.byteOffset, own.byteLength))
      .digest('base64');
    const known = rows.get(key);
    rowOf[photo] = known ?? firsts.length;
    if (known !== undefined) continue;
    rows.set(key, firsts.length);
    firsts.push(photo);
  }
  const values = new Float32Array(firsts.length * channels);
  firsts.forEach((photo, row) => {
    values.set(features.subarray(photo * channels, (photo + 1) * channels), row * channels);
  });
  return { values, count: firsts.length, rowOf };
}

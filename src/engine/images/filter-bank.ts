/** 32 bits, less 8 for the value, less 2 for head room. */
export const precisionBits = 22;

/** For each pixel of the result: where its window begins, how long it is, and its weights times 2^22. */
export interface FilterBank {
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  /** `stride` weights for each pixel of the result. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/**
 * Pillow's triangle filter for one side of a photo, in 22-bit fixed point. Sizes in pixels. Source of the arithmetic:
 * Pillow, src/libImaging/Resample.c.
 */
export function filterBank(sourceSize: number, size: number): FilterBank {
  const scale = sourceSize / size;
  const support = Math.max(scale, 1);
  const inverse = 1 / support;
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(size);
  const lengths = new Int32Array(size);
  const weights = new Int32Array(size * stride);
  const exact = new Float64Array(stride);
  for (let position = 0; position < size; position++) {
    const centre = (position + 0.5) * scale;
    const start = Math.max(Math.trunc(centre - support + 0.5), 0);
    const length = Math.min(Math.trunc(centre + support + 0.5), sourceSize) - start;
    let sum = 0;
    for (let tap = 0; tap < length; tap++) {
      const distance = Math.abs((tap + start - centre + 0.5) * inverse);
      exact[tap] = distance < 1 ? 1 - distance : 0;
      sum += exact[tap]!;
    }
    starts[position] = start;
    lengths[position] = length;
    for (let tap = 0; tap < length; tap++) {
      const share = sum === 0 ? exact[tap]! : exact[tap]! / sum;
      weights[position * stride + tap] = Math.trunc(0.5 + share * (1 << precisionBits));
    }
  }
  return { starts, lengths, weights, stride };
}

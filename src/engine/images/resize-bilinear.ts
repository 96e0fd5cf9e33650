/**
 * Pillow's BILINEAR, bit for bit: a triangle filter whose support grows when a photo shrinks, applied along the rows
 * and along the columns, each pass in 22-bit fixed point and rounded to 8 bits. Source of the arithmetic: Pillow,
 * src/libImaging/Resample.c; of the order of the passes: measured on Pillow 13. Before Pillow 13 the rows always came
 * first, which gives tall, narrow photos values that differ by one here and there.
 */

/** 32 bits, less 8 for the value, less 2 for head room. */
const precisionBits = 22;
const half = 1 << (precisionBits - 1);

/** For each pixel of the result: where its window begins, how long it is, and its weights times 2^22. */
interface FilterBank {
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  /** `stride` weights for each pixel of the result. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/** Pixels in rows of RGB, 8 bits a channel. */
export interface RgbPixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Resizes to `width` x `height` pixels. Returns the photo itself where nothing changes; never changes its input. */
export function resizeBilinear(photo: RgbPixels, width: number, height: number): RgbPixels {
  if (columnsFirst(photo, width, height)) return resizeRows(resizeColumns(photo, height), width);
  return resizeColumns(resizeRows(photo, width), height);
}

/** Pillow 13 begins with the columns where that way loses more than twice as many pixels as the other. */
export function columnsFirst(photo: RgbPixels, width: number, height: number): boolean {
  return photo.height > height && photo.height - height > 2 * (photo.width - width);
}

function filterBank(sourceSize: number, size: number): FilterBank {
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

/** A sum of weighted values as 8 bits. The weights are positive, so only the upper end can be left. */
function rounded(sum: number): number {
  const value = sum >> precisionBits;
  return value > 255 ? 255 : value;
}

function resizeRows(photo: RgbPixels, width: number): RgbPixels {
  if (width === photo.width) return photo;
  const { starts, lengths, weights, stride } = filterBank(photo.width, width);
  const source = photo.data;
  const result = new Uint8Array(width * photo.height * 3);
  let target = 0;
  for (let row = 0; row < photo.height; row++) {
    const rowStart = row * photo.width * 3;
    for (let column = 0; column < width; column++) {
      let [red, green, blue] = [half, half, half];
      let place = rowStart + starts[column]! * 3;
      const first = column * stride;
      const last = first + lengths[column]!;
      for (let tap = first; tap < last; tap++, place += 3) {
        const weight = weights[tap]!;
        red = (red + Math.imul(source[place]!, weight)) | 0;
        green = (green + Math.imul(source[place + 1]!, weight)) | 0;
        blue = (blue + Math.imul(source[place + 2]!, weight)) | 0;
      }
      result[target] = rounded(red);
      result[target + 1] = rounded(green);
      result[target + 2] = rounded(blue);
      target += 3;
    }
  }
  return { data: result, width, height: photo.height };
}

/** Along the columns whole rows are added up, which walks through memory in order. */
function resizeColumns(photo: RgbPixels, height: number): RgbPixels {
  if (height === photo.height) return photo;
  const { starts, lengths, weights, stride } = filterBank(photo.height, height);
  const source = photo.data;
  const rowLength = photo.width * 3;
  const result = new Uint8Array(rowLength * height);
  const sums = new Int32Array(rowLength);
  for (let row = 0; row < height; row++) {
    sums.fill(half);
    for (let tap = 0; tap < lengths[row]!; tap++) {
      const weight = weights[row * stride + tap]!;
      let place = (starts[row]! + tap) * rowLength;
      for (let value = 0; value < rowLength; value++, place++) {
        sums[value] = (sums[value]! + Math.imul(source[place]!, weight)) | 0;
      }
    }
    const target = row * rowLength;
    for (let value = 0; value < rowLength; value++) result[target + value] = rounded(sums[value]!);
  }
  return { data: result, width: photo.width, height };
}

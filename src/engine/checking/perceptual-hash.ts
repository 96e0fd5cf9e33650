import { halved, thumbnailSize } from './gray-thumbnail.ts';
import { mirrorsColumns, mirrorsRows, orientations, swapsAxes, type Orientation } from './orientation.ts';

/** 32-bit words of one hash. */
export const wordsPerHash = 2;
/** Frequencies to each side that are looked at. */
const frequencies = 8;
const side = thumbnailSize / 2;

/** cosines[frequency * side + position], the type-II cosine transform's, but for its scale. */
const cosines = Float32Array.from({ length: frequencies * side }, (_, index) => {
  const [frequency, position] = [Math.floor(index / side), index % side];
  return Math.cos((Math.PI * frequency * (position + 0.5)) / side);
});

/**
 * The hashes of a grey thumbnail in its eight orientations, `wordsPerHash` words each: the signs of its 63 lowest
 * frequencies but the mean. Copies that were compressed, scaled or recoloured keep nearly all of them. Source: C.
 * Zauner, "Implementation and benchmarking of perceptual image hash functions" (2010), section 3.2, with signs in place
 * of a comparison with the median: turning a picture then moves and flips bits, and one transform serves all eight.
 */
export function perceptualHashes(thumbnail: Uint8Array): Uint32Array {
  const coefficients = lowFrequencies(halved(Float32Array.from(thumbnail), thumbnailSize));
  const hashes = new Uint32Array(orientations.length * wordsPerHash);
  for (const orientation of orientations)
    for (let bit = 1; bit < frequencies * frequencies; bit++)
      if (turnedCoefficient(coefficients, bit, orientation) > 0)
        hashes[orientation * wordsPerHash + (bit >>> 5)]! |= 1 << (bit & 31);
  return hashes;
}

/** frequencies x frequencies, rows first. */
function lowFrequencies(picture: Float32Array): Float32Array {
  const byRow = new Float32Array(side * frequencies);
  for (let row = 0; row < side; row++)
    for (let frequency = 0; frequency < frequencies; frequency++) {
      let sum = 0;
      for (let column = 0; column < side; column++)
        sum += picture[row * side + column]! * cosines[frequency * side + column]!;
      byRow[row * frequencies + frequency] = sum;
    }
  const found = new Float32Array(frequencies * frequencies);
  for (let vertical = 0; vertical < frequencies; vertical++)
    for (let horizontal = 0; horizontal < frequencies; horizontal++) {
      let sum = 0;
      for (let row = 0; row < side; row++)
        sum += byRow[row * frequencies + horizontal]! * cosines[vertical * side + row]!;
      found[vertical * frequencies + horizontal] = sum;
    }
  return found;
}

/** Swapped axes swap the frequencies; a mirrored axis turns the sign of its odd ones. */
function turnedCoefficient(coefficients: Float32Array, at: number, orientation: Orientation): number {
  const [vertical, horizontal] = [Math.floor(at / frequencies), at % frequencies];
  const value = swapsAxes(orientation)
    ? coefficients[horizontal * frequencies + vertical]!
    : coefficients[vertical * frequencies + horizontal]!;
  const turns =
    (mirrorsColumns(orientation) && horizontal % 2 === 1 ? 1 : 0) +
    (mirrorsRows(orientation) && vertical % 2 === 1 ? 1 : 0);
  return turns === 1 ? -value : value;
}

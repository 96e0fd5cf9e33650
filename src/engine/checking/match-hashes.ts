import { orientations, type Orientation } from './orientation.ts';
import { wordsPerHash } from './perceptual-hash.ts';

/** Two photos, by their numbers, that may be one picture: the second turned so looks like the first. */
export interface Candidate {
  readonly first: number;
  readonly second: number;
  readonly orientation: Orientation;
  /** One may be cut out of the other: hashes know whole pictures only. */
  readonly mayBeCut: boolean;
}

/**
 * Of 63 bits. Generous, since every copy is to be proposed; of a million pairs of random hashes 44 come this near in one
 * of the eight orientations, and what follows tells them apart.
 */
const mostDifferentBits = 14;

/**
 * Pairs whose hashes are near each other in any orientation, the nearest one only. `hashes`: what perceptualHashes gave
 * for each photo, one after the other. Compares every photo with every other.
 */
export function matchHashes(hashes: Uint32Array, numPhotos: number): readonly Candidate[] {
  const perPhoto = orientations.length * wordsPerHash;
  const found: Candidate[] = [];
  for (let first = 0; first < numPhotos; first++) {
    const [low, high] = [hashes[first * perPhoto]!, hashes[first * perPhoto + 1]!];
    for (let second = first + 1; second < numPhotos; second++) {
      let best = mostDifferentBits + 1;
      let bestOrientation = 0;
      for (let orientation = 0; orientation < orientations.length; orientation++) {
        const at = second * perPhoto + orientation * wordsPerHash;
        const bits = bitsIn(low ^ hashes[at]!) + bitsIn(high ^ hashes[at + 1]!);
        if (bits < best) [best, bestOrientation] = [bits, orientation];
      }
      if (best <= mostDifferentBits)
        found.push({ first, second, orientation: bestOrientation as Orientation, mayBeCut: false });
    }
  }
  return found;
}

/** Ones in a 32-bit word. Source: H. S. Warren, "Hacker's Delight", section 5-1. */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}

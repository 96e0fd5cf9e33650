import { orientations, type Orientation } from './orientation.ts';
import { wordsPerHash } from './perceptual-hash.ts';

/** Two photos, by their numbers, that may be one picture: the second turned so looks like the first. */
export interface Candidate {
  readonly first: number;
  readonly second: number;
  readonly orientation: Orientation;
}

/**
 * Of 63 bits. Generous, since every copy is to be proposed; two random hashes come this near in 5 of a million pairs
 * (binomial distribution), and what follows tells the rest apart.
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
        found.push({ first, second, orientation: bestOrientation as Orientation });
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

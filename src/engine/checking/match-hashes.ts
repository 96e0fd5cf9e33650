import { setImmediate } from 'node:timers/promises';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
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
/** A few hundredths of a second's work: among 100,000 photos all of it takes a minute. */
const comparisonsBetweenPauses = 10e6;

/**
 * Pairs whose hashes are near each other in any orientation, the nearest one only. `hashes`: what perceptualHashes gave
 * for each photo, one after the other. Compares every photo with every other. Throws `cancelled`.
 */
export async function matchHashes(
  hashes: Uint32Array,
  numPhotos: number,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const planes = orientations.map((orientation) => planeOf(hashes, numPhotos, orientation));
  const found: Candidate[] = [];
  let comparisons = 0;
  for (let first = 0; first < numPhotos; first++) {
    comparisons += planes.length * (numPhotos - first - 1);
    if (comparisons > comparisonsBetweenPauses) {
      comparisons = 0;
      await setImmediate();
      stopIfCancelled(signal);
    }
    const nearest = new Map<number, { readonly bits: number; readonly orientation: Orientation }>();
    planes.forEach((plane, at) => {
      const orientation = orientations[at]!;
      visitNear(planes[0]!, first, plane, (second, bits) => {
        if (bits < (nearest.get(second)?.bits ?? Infinity)) nearest.set(second, { bits, orientation });
      });
    });
    for (const [second, { orientation }] of [...nearest].sort(([one], [other]) => one - other))
      found.push({ first, second, orientation, mayBeCut: false });
  }
  return found;
}

/** All photos' hashes in one orientation, word by word: what lies side by side is compared fastest. */
interface HashPlane {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

function planeOf(hashes: Uint32Array, numPhotos: number, orientation: Orientation): HashPlane {
  const [low, high] = [new Int32Array(numPhotos), new Int32Array(numPhotos)];
  for (let photo = 0; photo < numPhotos; photo++) {
    const at = (photo * orientations.length + orientation) * wordsPerHash;
    low[photo] = hashes[at]!;
    high[photo] = hashes[at + 1]!;
  }
  return { low, high };
}

/** Visits the photos after `first` whose hashes are near its own, with the number of bits that differ. */
function visitNear(
  upright: HashPlane,
  first: number,
  { low, high }: HashPlane,
  visit: (second: number, bits: number) => void,
): void {
  const [ownLow, ownHigh] = [upright.low[first]!, upright.high[first]!];
  for (let second = first + 1; second < low.length; second++) {
    const bits = bitsIn(ownLow ^ low[second]!, ownHigh ^ high[second]!);
    if (bits <= mostDifferentBits) visit(second, bits);
  }
}

/** Ones in two 32-bit words. Source: H. S. Warren, "Hacker's Delight", section 5-1; their counts by four bits are added. */
function bitsIn(one: number, other: number): number {
  const pairsOfOne = one - ((one >>> 1) & 0x55555555);
  const pairsOfOther = other - ((other >>> 1) & 0x55555555);
  const fours =
    (pairsOfOne & 0x33333333) +
    ((pairsOfOne >>> 2) & 0x33333333) +
    (pairsOfOther & 0x33333333) +
    ((pairsOfOther >>> 2) & 0x33333333);
  return Math.imul((fours & 0x0f0f0f0f) + ((fours >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
}

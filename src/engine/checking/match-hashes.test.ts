import { describe, expect, it } from 'vitest';
import { randomStream } from '../../shared/random.ts';
import { matchHashes } from './match-hashes.ts';
import { orientations } from './orientation.ts';
import { wordsPerHash } from './perceptual-hash.ts';

const perPhoto = orientations.length * wordsPerHash;
const uncancelled = new AbortController().signal;

/** Hashes of photos that have nothing to do with each other. */
function unlikeHashes(numPhotos: number): Uint32Array {
  const draw = randomStream(1, 'hashes');
  const words = Uint16Array.from({ length: 2 * numPhotos * perPhoto }, () => draw.below(2 ** 16));
  return new Uint32Array(words.buffer);
}

/** Makes the `orientation`'s hash of one photo the upright one of another, but for so many bits. */
function makeAlike(
  hashes: Uint32Array,
  first: number,
  second: number,
  orientation: number,
  bits: number,
): void {
  const to = second * perPhoto + orientation * wordsPerHash;
  hashes.copyWithin(to, first * perPhoto, first * perPhoto + wordsPerHash);
  for (let bit = 0; bit < bits; bit++) hashes[to + (bit & 1)]! ^= 1 << (bit + 1);
}

describe('matchHashes', () => {
  it('finds the pair whose hashes differ by as much as a copy’s, in the orientation they are nearest in', async () => {
    const hashes = unlikeHashes(50);
    makeAlike(hashes, 3, 40, 0, 14);
    makeAlike(hashes, 3, 40, 5, 2);
    makeAlike(hashes, 7, 8, 2, 15);
    expect(await matchHashes(hashes, 50, uncancelled)).toEqual([
      { first: 3, second: 40, orientation: 5, mayBeCut: false },
    ]);
  });

  it('hears among many photos that nobody waits any more', async () => {
    const numPhotos = 4000;
    const cancelled = new AbortController();
    const searching = matchHashes(unlikeHashes(numPhotos), numPhotos, cancelled.signal);
    cancelled.abort();
    await expect(searching).rejects.toMatchObject({ code: 'cancelled' });
  });
});

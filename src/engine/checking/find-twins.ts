import { setImmediate } from 'node:timers/promises';
import { disjointSets } from '../dataset/disjoint-sets.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { alignPictures, cutStarts, wholeStarts } from './align-pictures.ts';
import { thumbnailSize } from './gray-thumbnail.ts';
import { matchHashes, type Candidate } from './match-hashes.ts';
import type { Neighbours } from './nearest-photos.ts';
import { perceptualHashes, wordsPerHash } from './perceptual-hash.ts';
import { picturePyramid, type PicturePyramid } from './picture-pyramid.ts';
import { orientations, turned } from './orientation.ts';

export interface TwinSearch {
  /** Grey thumbnails (gray-thumbnail.ts), one a photo. */
  readonly thumbnails: readonly Uint8Array[];
  /** By the base's features, where there are any: they find what was cut out or turned a little. */
  readonly neighbours: Neighbours | null;
  readonly signal: AbortSignal;
  /** Told of candidates looked at, of all. */
  readonly progress: (done: number, total: number) => void;
}

/**
 * Grey levels that agree as well as this are of one picture: copies reach 0.99 when the map is found (measured).
 */
const oneCorrelation = 0.9;
/** Two dark cats before bright walls agree as well, but not in their edges: at most 0.33, copies at least 0.67 (measured). */
const oneDetail = 0.5;
/** Of each photo's nearest, as many may be copies. */
const nearestProposed = 5;
/** Features further apart than this are of other things. */
const leastCosine = 0.6;
const pairsBetweenPauses = 200;

/**
 * Photos, by their numbers, that show one picture, two and more in a group: turned, mirrored, compressed, scaled,
 * recoloured, cut or tilted copies, and the frames of a burst. Hashes and features propose pairs, the grey levels
 * themselves decide; a pair that others have joined already is not looked at. Throws `cancelled`.
 */
export async function findTwins({
  thumbnails,
  neighbours,
  signal,
  progress,
}: TwinSearch): Promise<readonly (readonly number[])[]> {
  const candidates = new Map<string, Candidate>();
  const propose = (candidate: Candidate): void => {
    candidates.set(`${candidate.first} ${candidate.second} ${candidate.orientation}`, candidate);
  };
  (await matchHashes(hashesOf(thumbnails), thumbnails.length, signal)).forEach(propose);
  if (neighbours) nearPairs(neighbours).forEach(propose);
  const twins = disjointSets<number>();
  let done = 0;
  const pyramidOf = rememberingPyramids(thumbnails);
  for (const candidate of candidates.values()) {
    if (done % pairsBetweenPauses === 0) {
      await setImmediate();
      stopIfCancelled(signal);
      progress(done, candidates.size);
    }
    done += 1;
    const { first, second, orientation, mayBeCut } = candidate;
    if (twins.areJoined(first, second)) continue;
    const other = picturePyramid(turned(thumbnails[second]!, thumbnailSize, orientation));
    if (showOnePicture(pyramidOf(first), other, mayBeCut)) twins.join(first, second);
  }
  progress(done, candidates.size);
  return twins.sets();
}

function showOnePicture(first: PicturePyramid, second: PicturePyramid, mayBeCut: boolean): boolean {
  const { correlation, detail } = alignPictures(first, second, mayBeCut ? cutStarts : wholeStarts);
  return correlation >= oneCorrelation && (detail ?? 1) >= oneDetail;
}

/** The last photo's is kept: candidates come with one photo's pairs in a row. */
function rememberingPyramids(thumbnails: readonly Uint8Array[]): (photo: number) => PicturePyramid {
  let [last, pyramid]: [number, PicturePyramid | null] = [-1, null];
  return (photo) => {
    if (photo !== last || !pyramid) [last, pyramid] = [photo, picturePyramid(thumbnails[photo]!)];
    return pyramid;
  };
}

function hashesOf(thumbnails: readonly Uint8Array[]): Uint32Array {
  const perPhoto = orientations.length * wordsPerHash;
  const hashes = new Uint32Array(thumbnails.length * perPhoto);
  thumbnails.forEach((thumbnail, index) => {
    hashes.set(perceptualHashes(thumbnail), index * perPhoto);
  });
  return hashes;
}

function nearPairs({ photos, cosines, each }: Neighbours): readonly Candidate[] {
  return Array.from(photos).flatMap((other, at): Candidate[] => {
    const own = Math.floor(at / each);
    if (cosines[at]! < leastCosine || at % each >= nearestProposed) return [];
    return [{ first: Math.min(own, other), second: Math.max(own, other), orientation: 0, mayBeCut: true }];
  });
}

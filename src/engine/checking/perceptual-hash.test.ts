import { expect, it } from 'vitest';
import { madePicture, squarePixels } from './fixtures/made-picture.ts';
import { grayThumbnail, thumbnailSize } from './gray-thumbnail.ts';
import { orientations, turned } from './orientation.ts';
import { perceptualHashes, wordsPerHash } from './perceptual-hash.ts';

const thumbnail = grayThumbnail(await squarePixels(await madePicture(5), 150), 150);
const hashOf = (hashes: Uint32Array, orientation: number): number[] => [
  ...hashes.subarray(orientation * wordsPerHash, (orientation + 1) * wordsPerHash),
];

it.each(orientations)('knows the hash of the picture in orientation %i without turning it', (orientation) => {
  const ofTurned = perceptualHashes(turned(thumbnail, thumbnailSize, orientation));
  expect(hashOf(perceptualHashes(thumbnail), orientation)).toEqual(hashOf(ofTurned, 0));
});

it('differs for other pictures', async () => {
  const other = grayThumbnail(await squarePixels(await madePicture(6), 150), 150);
  expect(hashOf(perceptualHashes(other), 0)).not.toEqual(hashOf(perceptualHashes(thumbnail), 0));
});

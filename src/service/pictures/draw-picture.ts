import { stat } from 'node:fs/promises';
import { assertNever } from '../../shared/assert-never.ts';
import { randomStream } from '../../shared/random.ts';
import { augmentImage } from '../../engine/images/augment-image.ts';
import { type AugmentationDraw, drawAugmentation, noChange } from '../../engine/images/augmentation-draw.ts';
import { cutSquare } from '../../engine/images/cut-square.ts';
import { decodeImage } from '../../engine/images/decode-image.ts';
import { storedImage } from '../../engine/images/fit-square.ts';
import { extremeDraw } from '../../engine/images/extreme-draw.ts';
import { squarePicture, thumbnailPicture, wholePicture } from '../../engine/images/display-picture.ts';
import { usualColourAxes } from '../../engine/images/usual-colour-axes.ts';
import type { PictureRequest } from './picture-messages.ts';

/** Longest side of a photo that is shown large, in pixels. */
const longestSide = 1280;

/** What decoded squares may take, in bytes; the oldest go first. */
const keptBytes = 64 * 1024 * 1024;
const kept = new Map<string, Promise<Uint8Array>>();

/** The picture that a request asks for, WebP. Throws as `decodeImage` does. */
export async function drawPicture(request: PictureRequest): Promise<Uint8Array> {
  switch (request.kind) {
    case 'thumbnail':
      return thumbnailPicture(request.file, request.size);
    case 'photo':
      return wholePicture(request.file, longestSide);
    case 'augmented':
      return augmentedPicture(request);
    default:
      return assertNever(request);
  }
}

/**
 * The photo as the network sees it, changed by one draw of the augmentation. A draw is a function of the seed and its
 * number alone, so that moving one setting keeps what the others drew.
 */
async function augmentedPicture(
  request: Extract<PictureRequest, { kind: 'augmented' }>,
): Promise<Uint8Array> {
  const { file, image, augmentation, seed, draw, extreme } = request;
  const change =
    augmentation === null
      ? noChange
      : extreme
        ? extremeDraw(augmentation, extreme)
        : drawAugmentation(augmentation, randomStream(seed, 'preview', draw));
  const square = await cutPicture(file, image, change);
  if (augmentation === null) return squarePicture(square, image.size);
  return squarePicture(augmentImage(square, image.size, change, augmentation, usualColourAxes), image.size);
}

/** As training cuts it; decoded anew where the scale is drawn. */
async function cutPicture(
  file: string,
  image: Image,
  { shortSide, cut }: AugmentationDraw,
): Promise<Uint8Array> {
  if (shortSide !== null) return decodeImage(file, image, { shortSide, cut });
  const kept = storedImage(image);
  const data = await decodedSquare(file, kept);
  return cutSquare({ data, width: kept.size, height: kept.size }, image.size, cut);
}

type Image = Extract<PictureRequest, { kind: 'augmented' }>['image'];

/** Decoded once for all its draws; a file that changed is another one. */
async function decodedSquare(file: string, image: Image): Promise<Uint8Array> {
  const status = await stat(file).catch(() => null);
  const key = [file, status?.mtimeMs, status?.size, image.size, image.fit].join('\n');
  const known = kept.get(key);
  kept.delete(key);
  const square = known ?? decodeImage(file, image);
  kept.set(key, square);
  const mostSquares = Math.max(1, Math.floor(keptBytes / (image.size * image.size * 3)));
  for (const oldest of kept.keys()) {
    if (kept.size <= mostSquares) break;
    kept.delete(oldest);
  }
  square.catch(() => kept.delete(key));
  return square;
}

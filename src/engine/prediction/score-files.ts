import { setImmediate } from 'node:timers/promises';
import type { SkippedFile } from '../../shared/dataset.ts';
import type { GivenPhoto } from '../../shared/job-asks.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { decodeFitted, type FittedPhoto } from '../images/decode-image.ts';
import { fitSquare } from '../images/fit-square.ts';
import { skipReasonOf } from '../images/skip-reason-of.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { photosPerPass } from '../models/frozen-pass.ts';
import type { FoundFile } from './list-photo-files.ts';
import type { Scorer } from './open-scorer.ts';

/** A file's scores, or why it has none. */
export type ScoredFile =
  | {
      readonly kind: 'scored';
      readonly path: string;
      /** Of the upright photo, in pixels. */
      readonly width: number;
      readonly height: number;
      /** One a class; they sum to 1. */
      readonly probabilities: Float32Array;
      /** What they rest on: the features of the last convolution block, of length 1. */
      readonly features: Float32Array;
    }
  | { readonly kind: 'skipped'; readonly skipped: SkippedFile };

type ReadFile =
  | { readonly kind: 'read'; readonly path: string; readonly photo: FittedPhoto }
  | { readonly kind: 'skipped'; readonly skipped: SkippedFile };

/**
 * Scores files in their order; what is wrong with one file is an answer, not an error. Photos are held a batch at a
 * time: they are decoded side by side outside this thread, then scored together. Between batches messages to this
 * process are heard. Throws `cancelled` once the signal is aborted.
 */
export function scoreFiles(
  files: readonly FoundFile[],
  scorer: Scorer,
  image: ImageConfig,
  signal: AbortSignal,
): AsyncGenerator<ScoredFile> {
  return scoreRead(
    files,
    async (file) =>
      file.kind === 'skipped' ? file : readAs(file.path, () => decodeFitted(file.path, image)),
    scorer,
    signal,
  );
}

/**
 * As `scoreFiles`, of photos that lie in memory; their paths are empty. Photos of more than `limitPixels` pixels are
 * skipped. Throws `cancelled` once the signal is aborted.
 */
export function scorePhotos(
  photos: readonly GivenPhoto[],
  limitPixels: number,
  scorer: Scorer,
  image: ImageConfig,
  signal: AbortSignal,
): AsyncGenerator<ScoredFile> {
  const read = async (photo: GivenPhoto): Promise<FittedPhoto> => {
    if (photo.kind === 'file') return decodeFitted(photo.bytes, image, null, limitPixels);
    const { width, height } = photo;
    return { pixels: fitSquare(photo, image), width, height };
  };
  return scoreRead(photos, (photo) => readAs('', () => read(photo)), scorer, signal);
}

async function* scoreRead<Item>(
  items: readonly Item[],
  read: (item: Item) => Promise<ReadFile>,
  scorer: Scorer,
  signal: AbortSignal,
): AsyncGenerator<ScoredFile> {
  for (let first = 0; first < items.length; first += photosPerPass) {
    // A backend that blocks its thread gives no other moment in which a cancel comes in.
    await setImmediate();
    stopIfCancelled(signal);
    const batch = items.slice(first, first + photosPerPass);
    yield* await scoreBatch(await Promise.all(batch.map(read)), scorer);
  }
}

/** One photo as the network sees it. What is wrong with the file itself is its reason to be skipped. */
async function readAs(path: string, read: () => Promise<FittedPhoto>): Promise<ReadFile> {
  try {
    return { kind: 'read', path, photo: await read() };
  } catch (error) {
    const left = skipReasonOf(error);
    if (left) return { kind: 'skipped', skipped: { path, ...left } };
    throw error;
  }
}

/** The files in their order, each photo's pixels changed for its probabilities. */
async function scoreBatch(files: readonly ReadFile[], scorer: Scorer): Promise<readonly ScoredFile[]> {
  const photos = files.flatMap((file) => (file.kind === 'read' ? [file.photo.pixels] : []));
  if (photos.length === 0) return files.filter((file) => file.kind === 'skipped');
  const pixels = new Uint8Array(photos.length * photos[0]!.length);
  photos.forEach((photo, row) => {
    pixels.set(photo, row * photo.length);
  });
  const looked = await scorer.look(pixels, photos.length);
  let row = 0;
  return files.map((file) => {
    if (file.kind === 'skipped') return file;
    const { path, photo } = file;
    const probabilities = rowOf(looked.probabilities, row, scorer.numClasses);
    const features = rowOf(looked.features, row++, scorer.numFeatures);
    return { kind: 'scored', path, width: photo.width, height: photo.height, probabilities, features };
  });
}

function rowOf(values: Float32Array, row: number, length: number): Float32Array {
  return values.subarray(row * length, (row + 1) * length);
}

/** Probabilities by class name, in the order of the classes. */
export function byClass(classes: readonly string[], probabilities: Float32Array): Record<string, number> {
  return Object.fromEntries(classes.map((name, index) => [name, probabilities[index]!]));
}

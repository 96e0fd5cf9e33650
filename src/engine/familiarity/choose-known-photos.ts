import type { Photo } from '../../shared/dataset.ts';
import { randomStream, shuffled } from '../../shared/random.ts';

/** Photos that are kept with a model: each takes 2 KB and one pass, and 720 told foreign photos no better (measured). */
const photosKept = 256;
const leastOfClass = 10;
const usualNeighbours = 5;

/** Which training photos others are compared with, as many of each class as can be, drawn by the run's seed. */
export function chooseKnownPhotos(
  photos: readonly Photo[],
  numClasses: number,
  seed: number,
): readonly Photo[] {
  const ofClass = Math.max(leastOfClass, Math.floor(photosKept / numClasses));
  return Array.from({ length: numClasses }, (_, classIndex) =>
    shuffled(
      photos.filter((photo) => photo.classIndex === classIndex),
      randomStream(seed, 'known-photos', classIndex),
    ).slice(0, ofClass),
  ).flat();
}

/** 5, or as many as the smallest class has: its photos should not need neighbours of another class. */
export function neighboursOf(known: readonly Photo[], numClasses: number): number {
  const counts = Array.from(
    { length: numClasses },
    (_, classIndex) => known.filter((photo) => photo.classIndex === classIndex).length,
  );
  return Math.max(1, Math.min(usualNeighbours, ...counts));
}

import { isAbsolute, join } from 'node:path';
import type { SplitFile } from '../../shared/run-files.ts';

/** The first test photos of every class, `perClass` each, as absolute paths. */
export function demoPhotos(split: SplitFile, perClass: number): string[] {
  const test = split.photos.filter(({ part }) => part === 'test');
  return split.classes.flatMap((_, classIndex) =>
    test
      .filter((photo) => photo.classIndex === classIndex)
      .slice(0, perClass)
      .map(({ path }) => (isAbsolute(path) ? path : join(split.folder, path))),
  );
}

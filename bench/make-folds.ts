import { randomStream, shuffled } from '../src/shared/random.ts';
import type { SplitFile } from '../src/shared/run-files.ts';

type SplitPhoto = SplitFile['photos'][number];

/** Of a fold's photos that are not tested, one in so many chooses the best epoch. */
const validationShare = 10;

/**
 * The photos as test part once each: fold after fold one share of every class is the test part, a tenth of the rest
 * validation, the others training. Same seed, same folds.
 */
export function makeFolds(
  photos: readonly SplitPhoto[],
  numFolds: number,
  seed: number,
): readonly (readonly SplitPhoto[])[] {
  const classes = [...new Set(photos.map(({ classIndex }) => classIndex))];
  const orders = classes.map((classIndex) => {
    const own = photos.filter((photo) => photo.classIndex === classIndex);
    return shuffled(own, randomStream(seed, 'folds', classIndex));
  });
  return Array.from({ length: numFolds }, (_, fold) =>
    orders.flatMap((order) => {
      let others = 0;
      return order.map((photo, place) => {
        if (place % numFolds === fold) return { ...photo, part: 'test' as const };
        const part = others++ % validationShare === 0 ? ('validation' as const) : ('train' as const);
        return { ...photo, part };
      });
    }),
  );
}

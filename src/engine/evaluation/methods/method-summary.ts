import type { Photo } from '../../../shared/dataset.ts';
import { indexOfLargest } from '../../../shared/statistics/index-of-largest.ts';
import { mcnemarExact, pairAnswers } from '../../../shared/statistics/mcnemar.ts';
import type { MeasuredMethod } from '../../../shared/test-methods.ts';
import { meanCrossEntropy } from '../mean-cross-entropy.ts';

/** Probabilities of photos, photos x classes, and what they cost. */
export interface Answers {
  readonly photos: readonly Photo[];
  readonly probabilities: Float32Array;
  readonly seconds: number;
  readonly pictures: number;
  readonly scales: readonly number[];
}

/** What answers come to, beside the plain ones to the same photos. */
export function summary(method: string, answers: Answers, plain: Answers | null): MeasuredMethod {
  const { photos, probabilities, seconds, pictures, scales } = answers;
  const right = rightAnswers(answers);
  return {
    method,
    scales: [...scales],
    pictures,
    count: photos.length,
    correct: right.filter(Boolean).length,
    loss: meanCrossEntropy(
      probabilities,
      photos.map(({ classIndex }) => classIndex),
    ),
    photosPerSecond: photos.length / Math.max(seconds, 1e-6),
    againstPlain: plain && against(right, rightAnswers(plain)),
  };
}

function rightAnswers({ photos, probabilities }: Answers): readonly boolean[] {
  const numClasses = probabilities.length / photos.length;
  return photos.map(
    ({ classIndex }, row) =>
      indexOfLargest(probabilities.subarray(row * numClasses, (row + 1) * numClasses)) === classIndex,
  );
}

function against(own: readonly boolean[], plain: readonly boolean[]): MeasuredMethod['againstPlain'] {
  const pairs = pairAnswers(own, plain);
  return {
    onlyThis: pairs.onlyFirstRight,
    onlyPlain: pairs.onlySecondRight,
    pValue: mcnemarExact(pairs),
  };
}

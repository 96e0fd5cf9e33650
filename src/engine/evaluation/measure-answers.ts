import type { Evaluation } from '../../shared/run-files.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { meanCrossEntropy } from './mean-cross-entropy.ts';
import { measureCalibration } from './measure-calibration.ts';
import { measureRanking, topK } from './measure-ranking.ts';

/**
 * What answers are worth. `probabilities`: labels.length x classes.length, row-major; the answer is the likeliest
 * class, the first of equals. A score that would divide by 0 is null: precision where a class was never answered,
 * recall where no photo is of it, F1 where one of the two is null. `temperature`: what the logits behind them were
 * divided by. Throws RangeError for no photos or wrong sizes.
 */
export function measureAnswers(
  probabilities: Float32Array,
  labels: readonly number[],
  classes: readonly string[],
  temperature = 1,
): Evaluation {
  const numClasses = classes.length;
  if (labels.length === 0 || probabilities.length !== labels.length * numClasses)
    throw new RangeError(
      `${probabilities.length} probabilities for ${labels.length} photos of ${numClasses} classes`,
    );
  const confusionMatrix = classes.map(() => classes.map(() => 0));
  labels.forEach((label, row) => {
    const scores = probabilities.subarray(row * numClasses, (row + 1) * numClasses);
    const counts = confusionMatrix[label];
    if (!counts) throw new RangeError(`label ${label} of ${numClasses} classes`);
    counts[indexOfLargest(scores)]! += 1;
  });
  const correct = classes.reduce((sum, _, index) => sum + confusionMatrix[index]![index]!, 0);
  return {
    count: labels.length,
    correct,
    accuracy: correct / labels.length,
    loss: meanCrossEntropy(probabilities, labels),
    confusionMatrix,
    perClass: classes.map((className, index) => scoresOfClass(className, index, confusionMatrix)),
    calibration: measureCalibration(probabilities, labels, temperature),
    ranking: measureRanking(probabilities, labels, numClasses),
    topK: topK(probabilities, labels, numClasses),
  };
}

function scoresOfClass(
  className: string,
  index: number,
  confusionMatrix: readonly (readonly number[])[],
): Evaluation['perClass'][number] {
  const support = sum(confusionMatrix[index]!);
  const answered = sum(confusionMatrix.map((row) => row[index]!));
  const hits = confusionMatrix[index]![index]!;
  const precision = answered === 0 ? null : hits / answered;
  const recall = support === 0 ? null : hits / support;
  // The harmonic mean of precision and recall, which is 0 where both are.
  const f1 = precision === null || recall === null ? null : (2 * hits) / (answered + support);
  return { className, support, precision, recall, f1 };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

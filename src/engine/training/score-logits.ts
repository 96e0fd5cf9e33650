import type { LossConfig } from '../../shared/recipe.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { hingeOf } from './hinge-loss.ts';

/** Pure arithmetic on logits [count, numOutputs] in double precision; one output means two classes. */

export interface PhotoScores {
  /** Sum of the photos' losses, unweighted. */
  readonly lossSum: number;
  readonly correct: number;
}

/** Loss and right answers of these photos. */
export function scoreLogits(
  logits: Float32Array,
  labels: readonly number[],
  loss: LossConfig['kind'],
): PhotoScores {
  const numOutputs = logits.length / labels.length;
  let [lossSum, correct] = [0, 0];
  labels.forEach((label, row) => {
    const scores = scoreRow(logits, row, numOutputs);
    lossSum +=
      loss === 'cross-entropy'
        ? logSumExp(scores) - scores[label]!
        : hingeOf(logits.subarray(row * numOutputs, (row + 1) * numOutputs), label, loss);
    // The first of equals, as argMax; for one output above 1/2 means class 1.
    if (indexOfLargest(scores) === label) correct += 1;
  });
  return { lossSum, correct };
}

/** Probabilities [count, numClasses], from logits [count, numOutputs]. */
export function probabilitiesOf(logits: Float32Array, numOutputs: number): Float32Array {
  const numClasses = Math.max(2, numOutputs);
  const probabilities = new Float32Array((logits.length / numOutputs) * numClasses);
  for (let row = 0; row < logits.length / numOutputs; row++) {
    const scores = scoreRow(logits, row, numOutputs);
    const total = logSumExp(scores);
    scores.forEach((score, index) => (probabilities[row * numClasses + index] = Math.exp(score - total)));
  }
  return probabilities;
}

/** A photo's scores by class. A single unit's logit x is the pair (0, x). */
export function scoreRow(logits: Float32Array, row: number, numOutputs: number): readonly number[] {
  return numOutputs === 1
    ? [0, logits[row]!]
    : Array.from(logits.subarray(row * numOutputs, (row + 1) * numOutputs));
}

/** log(sum(exp)), without overflow. */
export function logSumExp(scores: readonly number[]): number {
  const largest = Math.max(...scores);
  return largest + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - largest), 0));
}

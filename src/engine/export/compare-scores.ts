import { setImmediate } from 'node:timers/promises';
import { type AcceptanceRule, isAccepted } from '../../shared/statistics/acceptance.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import type { JudgingModel, PictureAnswers } from './export-format.ts';

/** Largest difference of a probability, and of a familiarity, that counts as the same. */
export const allowedDifference = 1e-4;

export interface ScoreComparison {
  /**
   * Largest difference of a probability over all pictures and classes; Infinity where a score is not a number or one
   * is missing.
   */
  readonly maxDifference: number;
  /** The same of familiarities; null where neither model looks at them. */
  readonly maxFamiliarityDifference: number | null;
  /** Pictures whose answer is the same: the likeliest class, and whether it stands or is "none of these". */
  readonly sameAnswers: number;
}

/**
 * Compares an export with Thaw's own answers, picture by picture. `afterEach` is called after each picture and may
 * throw.
 */
export async function compareScores(
  own: JudgingModel,
  exported: JudgingModel,
  pictures: readonly Uint8Array[],
  afterEach: () => void,
): Promise<ScoreComparison> {
  let maxDifference = 0;
  let maxFamiliarityDifference: number | null = null;
  let sameAnswers = 0;
  for (const picture of pictures) {
    const [ours, theirs] = [await own.answer(picture, 1), await exported.answer(picture, 1)];
    const found = difference(ours.probabilities, theirs.probabilities);
    maxDifference = Math.max(maxDifference, found);
    if (ours.familiarities || theirs.familiarities)
      maxFamiliarityDifference = Math.max(
        maxFamiliarityDifference ?? 0,
        difference(ours.familiarities ?? [], theirs.familiarities ?? []),
      );
    if (found !== Infinity && verdict(own.rule, ours) === verdict(exported.rule, theirs)) sameAnswers++;
    afterEach();
    // A backend that blocks its thread gives no other moment in which progress goes out and a cancel comes in.
    await setImmediate();
  }
  return { maxDifference, maxFamiliarityDifference, sameAnswers };
}

function difference(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Infinity;
  const differences = Array.from(ours, (value, index) => Math.abs(value - theirs[index]!));
  return differences.some(Number.isNaN) ? Infinity : Math.max(...differences);
}

/** The likeliest class of one picture, and whether it stands. */
function verdict(rule: AcceptanceRule | null, { probabilities, familiarities }: PictureAnswers): string {
  const best = indexOfLargest(probabilities);
  const evidence = { confidence: probabilities[best]!, familiarity: familiarities?.[0] ?? null };
  return `${best} ${isAccepted(rule, evidence)}`;
}

import { setImmediate } from 'node:timers/promises';
import type { ErrorFacts } from '../../shared/errors/error-facts.ts';
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
  /** The mean over all pictures and classes; Infinity where one is. */
  readonly meanDifference: number;
  /** The same largest difference of familiarities; null where neither model looks at them. */
  readonly maxFamiliarityDifference: number | null;
  /** Pictures whose answer is the same: the likeliest class, and whether it stands or is "none of these". */
  readonly sameAnswers: number;
  /** Pictures whose likeliest class is the same, whether it stands or not. */
  readonly sameTopClass: number;
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
  let [sum, sameAnswers, sameTopClass] = [0, 0, 0];
  for (const picture of pictures) {
    const [ours, theirs] = [await own.answer(picture, 1), await exported.answer(picture, 1)];
    const found = differences(ours.probabilities, theirs.probabilities);
    maxDifference = Math.max(maxDifference, found.most);
    sum += found.mean;
    if (ours.familiarities || theirs.familiarities)
      maxFamiliarityDifference = Math.max(
        maxFamiliarityDifference ?? 0,
        differences(ours.familiarities ?? [], theirs.familiarities ?? []).most,
      );
    if (found.most !== Infinity) {
      if (verdict(own.rule, ours) === verdict(exported.rule, theirs)) sameAnswers++;
      if (topClass(ours) === topClass(theirs)) sameTopClass++;
    }
    afterEach();
    // A backend that blocks its thread gives no other moment in which progress goes out and a cancel comes in.
    await setImmediate();
  }
  const meanDifference = sum / pictures.length;
  return { maxDifference, meanDifference, maxFamiliarityDifference, sameAnswers, sameTopClass };
}

/** What differs by more than is allowed, and by how much; null: nothing. */
export function differenceIn({
  maxDifference,
  maxFamiliarityDifference,
}: ScoreComparison): Pick<ErrorFacts['export-scores-differ'], 'differs' | 'maxDifference'> | null {
  if (!(maxDifference <= allowedDifference)) return { differs: 'probability', maxDifference };
  if (maxFamiliarityDifference === null || maxFamiliarityDifference <= allowedDifference) return null;
  return { differs: 'familiarity', maxDifference: maxFamiliarityDifference };
}

function differences(ours: ArrayLike<number>, theirs: ArrayLike<number>): { most: number; mean: number } {
  const found = Array.from(ours, (value, index) => Math.abs(value - theirs[index]!));
  if (ours.length !== theirs.length || found.some(Number.isNaN)) return { most: Infinity, mean: Infinity };
  return { most: Math.max(...found), mean: found.reduce((sum, value) => sum + value, 0) / found.length };
}

function topClass({ probabilities }: PictureAnswers): number {
  return indexOfLargest(probabilities);
}

/** The likeliest class of one picture, and whether it stands. */
function verdict(rule: AcceptanceRule | null, { probabilities, familiarities }: PictureAnswers): string {
  const best = indexOfLargest(probabilities);
  const evidence = { confidence: probabilities[best]!, familiarity: familiarities?.[0] ?? null };
  return `${best} ${isAccepted(rule, evidence)}`;
}

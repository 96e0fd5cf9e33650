import { setImmediate } from 'node:timers/promises';
import { indexOfLargest } from '../prediction/score-files.ts';
import type { Scorer } from '../prediction/open-scorer.ts';
import type { ExportReader } from './export-format.ts';

/** Largest difference of a probability that counts as the same score. */
export const allowedDifference = 1e-4;

export interface ScoreComparison {
  /**
   * Largest difference of a probability over all pictures and classes; Infinity where a score is not a number or one
   * is missing.
   */
  readonly maxDifference: number;
  /** Pictures whose likeliest class is the same. */
  readonly sameAnswers: number;
}

/**
 * Compares an export with Thaw's own scores, picture by picture. `afterEach` is called after each picture and may
 * throw.
 */
export async function compareScores(
  scorer: Pick<Scorer, 'numClasses' | 'score'>,
  reader: Pick<ExportReader, 'score'>,
  pictures: readonly Uint8Array[],
  afterEach: () => void,
): Promise<ScoreComparison> {
  let maxDifference = 0;
  let sameAnswers = 0;
  for (const picture of pictures) {
    const [ours, theirs] = [await scorer.score(picture, 1), await reader.score(picture, 1)];
    const found = difference(ours, theirs);
    maxDifference = Math.max(maxDifference, found);
    if (found !== Infinity && indexOfLargest(ours) === indexOfLargest(theirs)) sameAnswers++;
    afterEach();
    // A backend that blocks its thread gives no other moment in which progress goes out and a cancel comes in.
    await setImmediate();
  }
  return { maxDifference, sameAnswers };
}

function difference(ours: Float32Array, theirs: Float32Array): number {
  if (ours.length !== theirs.length) return Infinity;
  const differences = Array.from(ours, (value, index) => Math.abs(value - theirs[index]!));
  return differences.some(Number.isNaN) ? Infinity : Math.max(...differences);
}

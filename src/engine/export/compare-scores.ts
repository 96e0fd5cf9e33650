import { setImmediate } from 'node:timers/promises';
import type { Scorer } from '../prediction/open-scorer.ts';
import type { ExportReader } from './export-format.ts';

/** Largest difference of a probability that counts as the same score. */
export const allowedDifference = 1e-4;

/**
 * The largest difference of a probability between an export and Thaw's own scores, over all pictures and classes;
 * Infinity where a score is not a number or one is missing. `afterEach` is called after each picture and may throw.
 */
export async function compareScores(
  scorer: Scorer,
  reader: ExportReader,
  pictures: readonly Uint8Array[],
  afterEach: () => void,
): Promise<number> {
  let largest = 0;
  for (const picture of pictures) {
    largest = Math.max(largest, difference(await scorer.score(picture, 1), await reader.score(picture, 1)));
    afterEach();
    // A backend that blocks its thread gives no other moment in which progress goes out and a cancel comes in.
    await setImmediate();
  }
  return largest;
}

function difference(ours: Float32Array, theirs: Float32Array): number {
  if (ours.length !== theirs.length) return Infinity;
  const differences = Array.from(ours, (value, index) => Math.abs(value - theirs[index]!));
  return differences.some(Number.isNaN) ? Infinity : Math.max(...differences);
}

import type { PredictionEvent } from '../../src/shared/job-events.ts';
import type { AcceptanceRule } from '../../src/shared/statistics/acceptance.ts';
import { indexOfLargest } from '../../src/shared/statistics/index-of-largest.ts';

/**
 * A rule that refuses some of these photos because they are unsure, some that are sure because they are unfamiliar,
 * and accepts others. Each threshold lies half way in the widest gap between two photos, where a program whose pixels
 * differ a little decides as Thaw does.
 */
export function ruleBetween(answers: readonly PredictionEvent[]): AcceptanceRule {
  const asked = answers.map(({ label, probabilities, familiarity }) => ({
    sure: probabilities[label!]!,
    familiarity: familiarity!,
  }));
  const leastSure = asked.map(({ sure }) => sure).sort(ascending);
  const confidence = widestGap(leastSure.slice(0, asked.length / 2));
  const sure = asked.filter((photo) => photo.sure >= confidence);
  return { confidence, familiarity: widestGap(sure.map(({ familiarity }) => familiarity).sort(ascending)) };
}

/** The middle of it. */
function widestGap(sorted: readonly number[]): number {
  const gaps = sorted.slice(1).map((value, index) => value - sorted[index]!);
  const place = indexOfLargest(gaps);
  return (sorted[place]! + sorted[place + 1]!) / 2;
}

function ascending(one: number, other: number): number {
  return one - other;
}

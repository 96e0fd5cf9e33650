import type { Score } from '../app/score.ts';
import type { Part } from '../dataset.ts';
import type { EpochEvent } from '../job-events.ts';
import type { LeakCount } from '../job-results/check-results.ts';
import type { Recipe } from '../recipe.ts';
import type { Evaluation, PhotoAnswer } from '../run-files.ts';

/** What advice about a finished run is made from. */
export interface RunFacts {
  readonly classes: readonly string[];
  /** Photos of each class by part, in the order of the classes. */
  readonly counts: readonly Readonly<Record<Part, number>>[];
  readonly recipe: Recipe;
  /** Those that count for the model, in order; without what came after an early stop. */
  readonly epochs: readonly EpochEvent[];
  /** null: nothing was measured. */
  readonly measured: { readonly part: 'test' | 'validation'; readonly evaluation: Evaluation } | null;
  /** The answers behind `measured`; null where the run has none. */
  readonly answers: readonly PhotoAnswer[] | null;
  /** null: the photos that were measured are not those of the split. */
  readonly leaks: { readonly validation: LeakCount; readonly test: LeakCount } | null;
}

/** Photos of a class, or of all, in one part or in all. */
export function countPhotos(
  { counts }: Pick<RunFacts, 'counts'>,
  parts: readonly Part[],
  classIndex: number | null = null,
): number {
  const chosen = classIndex === null ? counts : counts.slice(classIndex, classIndex + 1);
  return chosen.reduce((sum, byPart) => sum + parts.reduce((total, part) => total + byPart[part], 0), 0);
}

/** Right answers among the photos of a class, and among all others. */
export function classAndOthers(
  { confusionMatrix, correct, count }: Evaluation,
  classIndex: number,
): { readonly own: Score; readonly others: Score } {
  const row = confusionMatrix[classIndex]!;
  const own = { correct: row[classIndex]!, count: row.reduce((sum, answers) => sum + answers, 0) };
  return { own, others: { correct: correct - own.correct, count: count - own.count } };
}

/** The epochs of the last phase that was learned in. */
export function lastPhase({ epochs }: Pick<RunFacts, 'epochs'>): readonly EpochEvent[] {
  return epochs.slice(
    Math.max(
      0,
      epochs.findLastIndex(({ phaseEpoch }) => phaseEpoch === 1),
    ),
  );
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A mean share of `count` photos as a score, for an interval. */
export function scoreOf(share: number, count: number): Score {
  return { correct: Math.min(count, Math.max(0, Math.round(share * count))), count };
}

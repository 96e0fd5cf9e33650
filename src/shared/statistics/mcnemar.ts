/** Two models' answers to the same photos, where they differ in being right. */
export interface PairedAnswers {
  readonly count: number;
  readonly bothRight: number;
  readonly onlyFirstRight: number;
  readonly onlySecondRight: number;
}

/** Counts answers that stand in the same order. */
export function pairAnswers(first: readonly boolean[], second: readonly boolean[]): PairedAnswers {
  if (first.length !== second.length) throw new RangeError('answers to different photos');
  const where = (one: boolean, other: boolean): number =>
    first.filter((right, index) => right === one && second[index] === other).length;
  return {
    count: first.length,
    bothRight: where(true, true),
    onlyFirstRight: where(true, false),
    onlySecondRight: where(false, true),
  };
}

/**
 * McNemar's exact test, two-sided: how likely a difference as large as this is between equally good models, by the
 * binomial distribution of the photos that only one of them gets right. Source: Q. McNemar, "Note on the sampling
 * error of the difference between correlated proportions or percentages", Psychometrika 12 (1947).
 */
export function mcnemarExact({ onlyFirstRight, onlySecondRight }: PairedAnswers): number {
  const differing = onlyFirstRight + onlySecondRight;
  const fewer = Math.min(onlyFirstRight, onlySecondRight);
  // In logarithms: a power of one half is 0 to a double from 1,075 differing photos on.
  let term = -differing * Math.LN2;
  let tail = Math.exp(term);
  for (let successes = 1; successes <= fewer; successes++) {
    term += Math.log((differing - successes + 1) / successes);
    tail += Math.exp(term);
  }
  return Math.min(1, 2 * tail);
}

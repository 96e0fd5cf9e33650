/** A test photo's answer by the same model. */
export interface TestAnswer {
  readonly probability: number;
  readonly right: boolean;
}

/** How often answers of a like sureness were right on the test photos. */
export interface Trust {
  /** The sureness that is meant: from `low` to `high`. */
  readonly low: number;
  readonly high: number;
  readonly right: number;
  readonly count: number;
}

/** Ends of the bands, narrower where most answers lie. */
const ends = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];

/** A share of fewer photos than this says next to nothing. */
const fewest = 20;

/** What the test photos say of an answer this sure; null where too few of them were answered so. */
export function trustIn(probability: number, answers: readonly TestAnswer[]): Trust | null {
  const index = Math.max(
    0,
    ends.findLastIndex((end, at) => probability >= end && at < ends.length - 1),
  );
  const low = ends[index]!;
  const high = ends[index + 1]!;
  const last = index === ends.length - 2;
  const alike = answers.filter((each) => each.probability >= low && (each.probability < high || last));
  if (alike.length < fewest) return null;
  return { low, high, right: alike.filter(({ right }) => right).length, count: alike.length };
}

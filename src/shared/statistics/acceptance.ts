/** What an answer is judged by. */
export interface AnswerEvidence {
  /** Probability of the likeliest class, 0 to 1. */
  readonly confidence: number;
  /** Cosine to the k-th nearest training photo, -1 to 1; null where the model does not know it. */
  readonly familiarity: number | null;
}

/** Answers below one of these are "none of these". */
export interface AcceptanceRule {
  readonly confidence: number;
  /** null: photos are judged by confidence alone. */
  readonly familiarity: number | null;
}

/** The share of a class's own photos that Thaw's own choice accepts. */
export const usualShare = 0.95;

/** A share of fewer photos than this says next to nothing: no rule is chosen from them. */
export const fewestForRule = 10;

/** Whether an answer stands; without a rule each does. */
export function isAccepted(
  rule: AcceptanceRule | null,
  { confidence, familiarity }: AnswerEvidence,
): boolean {
  if (rule === null) return true;
  if (confidence < rule.confidence) return false;
  return rule.familiarity === null || familiarity === null || familiarity >= rule.familiarity;
}

/**
 * The strictest rule by which `share` of photos like these are accepted. One dial turns both thresholds: at level r
 * an answer is refused that is among the r least confident or among the r least familiar ones, and r is the largest
 * level that refuses at most floor((1 - share) (n + 1)) photos. Counting n + 1 makes the share hold for new photos of
 * the same kind on average, not only for these n. Source: conformal prediction, V. Vovk et al., "Algorithmic learning
 * in a random world" (2005). null where nothing is to be refused (a share of 1) and for fewer than `fewestForRule`
 * photos.
 */
export function chooseRule(photos: readonly AnswerEvidence[], share: number): AcceptanceRule | null {
  const n = photos.length;
  if (n < fewestForRule || share >= 1) return null;
  const refused = Math.min(n - 1, Math.floor((1 - share) * (n + 1) + 1e-9));
  const confidences = photos.map(({ confidence }) => confidence).sort(ascending);
  const familiarities = photos.every(({ familiarity }) => familiarity !== null)
    ? photos.map(({ familiarity }) => familiarity!).sort(ascending)
    : null;
  const levels = photos
    .map(({ confidence, familiarity }) =>
      Math.min(
        lastPlace(confidences, confidence),
        familiarities ? lastPlace(familiarities, familiarity!) : Infinity,
      ),
    )
    .sort(ascending);
  const level = levels[refused]!;
  return {
    confidence: between(confidences, level),
    familiarity: familiarities && between(familiarities, level),
  };
}

/** Half way between the last value that is refused and the first that is not; those below the first are unlike any. */
function between(sorted: readonly number[], level: number): number {
  return level === 0 ? sorted[0]! : (sorted[level - 1]! + sorted[level]!) / 2;
}

/** Index of the last value that is equal, so that equals are accepted together. */
function lastPlace(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function ascending(one: number, other: number): number {
  return one - other;
}

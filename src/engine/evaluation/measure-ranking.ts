import type { Evaluation, Ranking } from '../../shared/run-files.ts';
import { averagePrecision, rankingCurve, rocArea } from '../../shared/statistics/ranking.ts';

/** As many points as a drawing can show. */
const mostPoints = 200;
/** Source: the error rates by which ImageNet's networks are compared, and one between. */
const shownK = [3, 5] as const;

/** Two classes by the probability of the second. null for more, or where one of the two has no photo. */
export function measureRanking(
  probabilities: Float32Array,
  labels: readonly number[],
  numClasses: number,
): Ranking | null {
  if (numClasses !== 2) return null;
  const curve = rankingCurve(
    labels.map((_, row) => probabilities[2 * row + 1]!),
    labels.map((label) => label === 1),
  );
  if (curve.length === 0) return null;
  const every = Math.ceil(curve.length / mostPoints);
  const last = curve.length - 1;
  return {
    rocArea: rocArea(curve)!,
    averagePrecision: averagePrecision(curve)!,
    curve: curve.filter((_, index) => index % every === 0 || index === last),
  };
}

/** How many photos' classes are among the k likeliest, the first of equals before the others; for more than k classes. */
export function topK(
  probabilities: Float32Array,
  labels: readonly number[],
  numClasses: number,
): NonNullable<Evaluation['topK']> {
  const ranks = labels.map((label, row) => {
    const scores = probabilities.subarray(row * numClasses, (row + 1) * numClasses);
    const own = scores[label]!;
    return scores.filter((score, index) => score > own || (score === own && index < label)).length;
  });
  return shownK
    .filter((k) => k < numClasses)
    .map((k) => ({ k, correct: ranks.filter((rank) => rank < k).length }));
}

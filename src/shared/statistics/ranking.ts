/**
 * How well scores put the photos of a class above the others, whatever threshold is taken later. Equal scores are one
 * threshold.
 */

export interface RankingPoint {
  /** Photos with this score and above are said to be of the class. */
  readonly threshold: number;
  /** Share of the other photos that are said to be of the class, wrongly. */
  readonly falsePositiveRate: number;
  /** Share of the class's photos that are said to be of it: recall. */
  readonly truePositiveRate: number;
  /** Share of those said to be of the class that are. */
  readonly precision: number;
}

/**
 * The points of the ROC curve and of the precision-recall curve, from the highest threshold down. `scores` and
 * `positive` go together, photo by photo. Empty where the class or its contrary has no photo: both rates need some.
 */
export function rankingCurve(
  scores: readonly number[],
  positive: readonly boolean[],
): readonly RankingPoint[] {
  const order = scores.map((_, index) => index).sort((one, other) => scores[other]! - scores[one]!);
  const positives = positive.filter(Boolean).length;
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) return [];
  const points: RankingPoint[] = [];
  let [truePositives, falsePositives] = [0, 0];
  order.forEach((photo, position) => {
    if (positive[photo]) truePositives += 1;
    else falsePositives += 1;
    const next = order[position + 1];
    if (next !== undefined && scores[next] === scores[photo]) return;
    points.push({
      threshold: scores[photo]!,
      falsePositiveRate: falsePositives / negatives,
      truePositiveRate: truePositives / positives,
      precision: truePositives / (truePositives + falsePositives),
    });
  });
  return points;
}

/**
 * Area under the ROC curve by trapezoids: how likely a photo of the class has the higher score of two, equals counted
 * half. Source: J. A. Hanley and B. J. McNeil, Radiology 143 (1982), 29-36. null for an empty curve.
 */
export function rocArea(curve: readonly RankingPoint[]): number | null {
  if (curve.length === 0) return null;
  let [area, x, y] = [0, 0, 0];
  for (const { falsePositiveRate, truePositiveRate } of curve) {
    area += ((falsePositiveRate - x) * (truePositiveRate + y)) / 2;
    [x, y] = [falsePositiveRate, truePositiveRate];
  }
  return area;
}

/**
 * The precisions, each weighted by the recall it gains; not interpolated, as scikit-learn's average_precision_score.
 * null for an empty curve.
 */
export function averagePrecision(curve: readonly RankingPoint[]): number | null {
  if (curve.length === 0) return null;
  let [sum, recall] = [0, 0];
  for (const { precision, truePositiveRate } of curve) {
    sum += (truePositiveRate - recall) * precision;
    recall = truePositiveRate;
  }
  return sum;
}

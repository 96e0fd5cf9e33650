export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Lines of more points than this are thinned before they are drawn: four for about every pixel of a wide plot. */
export const mostPoints = 2_000;

/**
 * At most `most` points that look the same: of each stretch of the line its first, lowest, highest and last point, so
 * that no spike is lost. The points are in the order of x; fewer than `most` are returned as they came.
 */
export function decimate(points: readonly Point[], most = mostPoints): readonly Point[] {
  if (points.length <= most) return points;
  const stretches = Math.floor(most / 4);
  const kept: Point[] = [];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * points.length) / stretches);
    const to = Math.floor(((stretch + 1) * points.length) / stretches);
    kept.push(...extremes(points, from, to).map((index) => points[index]!));
  }
  return kept;
}

function extremes(points: readonly Point[], from: number, to: number): readonly number[] {
  let lowest = from;
  let highest = from;
  for (let index = from; index < to; index += 1) {
    if (points[index]!.y < points[lowest]!.y) lowest = index;
    if (points[index]!.y > points[highest]!.y) highest = index;
  }
  return [...new Set([from, lowest, highest, to - 1])].sort((a, b) => a - b);
}

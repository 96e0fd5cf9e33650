import type { Point } from '../../../shared/charts/decimate.ts';

/** Heights of a line's points inside a stretch of x, and where it enters and leaves it, px. */
export function heightsBetween(line: readonly Point[], from: number, to: number): readonly number[] {
  return line.flatMap((point, index) => {
    const next = line[index + 1];
    const inside = point.x >= from && point.x <= to ? [point.y] : [];
    if (!next) return inside;
    const crossings = [from, to].filter((x) => x > point.x && x < next.x);
    return [
      ...inside,
      ...crossings.map((x) => point.y + ((x - point.x) / (next.x - point.x)) * (next.y - point.y)),
    ];
  });
}

import { decimate, type Point } from './decimate.ts';

/** The `d` of an SVG path through the points, thinned where there are many; empty for none. */
export function linePath(points: readonly Point[]): string {
  const drawn = decimate(points.filter(({ y }) => Number.isFinite(y)));
  return drawn.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

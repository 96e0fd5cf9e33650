import type { Part } from '../../../shared/dataset.ts';
import type { MapPoint } from '../../../shared/app/likeness-view.ts';
import { toScreen, type Frame, type Place, type View } from './view.ts';

export interface PointFilter {
  readonly part: Part | 'all';
  readonly wrongOnly: boolean;
}

export function isWrongPoint({ answerIndex, classIndex }: MapPoint): boolean {
  return answerIndex !== null && answerIndex !== classIndex;
}

/** The points that a filter leaves, those answered wrongly last: they are drawn over the others. */
export function filterPoints(
  points: readonly MapPoint[],
  { part, wrongOnly }: PointFilter,
): readonly MapPoint[] {
  const left = points.filter((point) => part === 'all' || point.part === part);
  const wrong = left.filter(isWrongPoint);
  return wrongOnly ? wrong : [...left.filter((point) => !isWrongPoint(point)), ...wrong];
}

/** The point nearest to a place of the screen, not further than `reach` pixels; of equals the one drawn over the others. */
export function pointAt(
  points: readonly MapPoint[],
  screen: Place,
  view: View,
  frame: Frame,
  reach: number,
): MapPoint | null {
  let [nearest, least]: [MapPoint | null, number] = [null, reach];
  for (const point of points) {
    const at = toScreen(point, view, frame);
    const distance = Math.hypot(at.x - screen.x, at.y - screen.y);
    if (distance <= least) [nearest, least] = [point, distance];
  }
  return nearest;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The next point in a direction: of those that lie within 45 degrees of it, the nearest. Points in the very same place
 * come one after the other, before any other one. Null where there is none.
 */
export function pointToward(
  points: readonly MapPoint[],
  from: MapPoint,
  direction: Direction,
): MapPoint | null {
  const same = points.filter(({ x, y }) => x === from.x && y === from.y);
  const forward = direction === 'right' || direction === 'down';
  const beside = same[same.indexOf(from) + (forward ? 1 : -1)];
  if (beside) return beside;
  const sideways = direction === 'left' || direction === 'right';
  let [nearest, least]: [MapPoint | null, number] = [null, Infinity];
  for (const point of points) {
    const [dx, dy] = [point.x - from.x, point.y - from.y];
    const [along, across] = sideways ? [dx, dy] : [dy, dx];
    const ahead = forward ? along : -along;
    if (ahead <= 0 || Math.abs(across) > ahead) continue;
    const distance = Math.hypot(dx, dy);
    if (distance < least) [nearest, least] = [point, distance];
  }
  return nearest;
}

import type { MapPoint } from '../../../shared/app/likeness-view.ts';
import { toScreen, type Frame, type View } from './view.ts';

export const thumbnailSide = 56;
const gap = 8;
/** So few photos in sight may hide each other; of more, half have to fit, else pictures hide more than they show. */
const fewInSight = 12;
/** More than this never fit in a window. */
const mostInSight = 400;

export interface PlacedThumbnail {
  readonly point: MapPoint;
  /** Of its middle, in the frame's pixels. */
  readonly x: number;
  readonly y: number;
}

/**
 * The photos that stand as pictures: once there is room, as many as fit without overlapping, those that come last in
 * `points` (answered wrongly) before others. The rest stay marks.
 */
export function placeThumbnails(
  points: readonly MapPoint[],
  view: View,
  frame: Frame,
): readonly PlacedThumbnail[] {
  const inSight = points
    .map((point) => ({ point, ...toScreen(point, view, frame) }))
    .filter(({ x, y }) => x >= 0 && y >= 0 && x <= frame.width && y <= frame.height);
  if (inSight.length > mostInSight) return [];
  const placed: PlacedThumbnail[] = [];
  const apart = thumbnailSide + gap;
  for (const candidate of inSight.toReversed())
    if (placed.every(({ x, y }) => Math.abs(x - candidate.x) >= apart || Math.abs(y - candidate.y) >= apart))
      placed.push(candidate);
  return inSight.length <= fewInSight || placed.length * 2 >= inSight.length ? placed : [];
}

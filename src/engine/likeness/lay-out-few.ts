import type { Position } from '../../shared/photo-map.ts';

/**
 * Places for up to three photos at exactly their distances: a point, a line, a triangle (law of cosines). Fewer photos
 * than that have no neighbourhoods that a map could show.
 *
 * @param distance of two photos by their indices; at least 0.
 */
export function layOutFew(
  numPhotos: number,
  distance: (one: number, other: number) => number,
): readonly Position[] {
  const places: Position[] = [];
  if (numPhotos > 0) places.push([0, 0]);
  if (numPhotos > 1) places.push([distance(0, 1), 0]);
  if (numPhotos > 2) {
    const [base, left, right] = [distance(0, 1), distance(0, 2), distance(1, 2)];
    const x = base > 0 ? (left ** 2 + base ** 2 - right ** 2) / (2 * base) : left;
    // The root is of no negative number where the distances keep the triangle inequality; cosine distances may not.
    places.push([x, Math.sqrt(Math.max(0, left ** 2 - x ** 2))]);
  }
  return places;
}

import type { Position } from '../../shared/photo-map.ts';

/** Fine enough for 20,000 photos at the strongest zoom, and short in a file. */
const digits = 5;

/**
 * Places in the unit square: the longer side of what they cover fills it, the shorter one is centred, so that
 * distances keep their proportions. Places that are all the same are its middle.
 */
export function scalePositions(places: readonly Position[]): readonly Position[] {
  const spans = ([0, 1] as const).map((axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (const place of places) {
      low = Math.min(low, place[axis]);
      high = Math.max(high, place[axis]);
    }
    return { middle: (low + high) / 2, length: high - low };
  });
  const longest = Math.max(...spans.map(({ length }) => length));
  const scaled = (place: Position, axis: 0 | 1): number => {
    const value = longest > 0 ? 0.5 + (place[axis] - spans[axis]!.middle) / longest : 0.5;
    return Number(Math.min(1, Math.max(0, value)).toFixed(digits));
  };
  return places.map((place): Position => [scaled(place, 0), scaled(place, 1)]);
}

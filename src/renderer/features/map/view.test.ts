import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panBy, reveal, strongestZoom, toMap, toScreen, wholeMap, zoomAt, type View } from './view.ts';

const frame = { width: 640, height: 420 };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const place = fc.record({ x: share, y: share });
const onScreen = place.map(({ x, y }) => ({ x: x * frame.width, y: y * frame.height }));
const factor = fc.double({ min: 0.1, max: 10, noNaN: true });

/** Any view that zooming and moving leads to. */
const view: fc.Arbitrary<View> = fc
  .tuple(onScreen, factor, onScreen)
  .map(([at, by, moved]) => panBy(zoomAt(wholeMap, frame, at, by), frame, moved.x - 320, moved.y - 210));

describe('the view of the map', () => {
  it('goes from the map to the screen and back', () => {
    fc.assert(
      fc.property(place, view, (where, shown) => {
        const back = toMap(toScreen(where, shown, frame), shown, frame);
        expect(back.x).toBeCloseTo(where.x, 9);
        expect(back.y).toBeCloseTo(where.y, 9);
      }),
    );
  });

  it('shows all of the map at first, and between that and its strongest zoom', () => {
    for (const corner of [0, 1]) {
      const { x, y } = toScreen({ x: corner, y: corner }, wholeMap, frame);
      expect(x > 0 && x < frame.width && y > 0 && y < frame.height).toBe(true);
    }
    fc.assert(
      fc.property(view, onScreen, factor, (shown, at, by) => {
        const { zoom, x, y } = zoomAt(shown, frame, at, by);
        expect(zoom).toBeGreaterThanOrEqual(1);
        expect(zoom).toBeLessThanOrEqual(strongestZoom);
        expect(x >= 0 && x <= 1 && y >= 0 && y <= 1).toBe(true);
      }),
    );
    expect(zoomAt(zoomAt(wholeMap, frame, { x: 9, y: 9 }, 4), frame, { x: 500, y: 9 }, 1e-3)).toEqual(
      wholeMap,
    );
  });

  it('keeps under the pointer what is there while it zooms in', () => {
    const at = { x: 330, y: 200 };
    const under = toMap(at, wholeMap, frame);
    const after = toScreen(under, zoomAt(wholeMap, frame, at, 8), frame);
    expect(after.x).toBeCloseTo(at.x, 6);
    expect(after.y).toBeCloseTo(at.y, 6);
  });

  it('brings any photo into sight', () => {
    fc.assert(
      fc.property(view, place, (shown, where) => {
        const { x, y } = toScreen(where, reveal(shown, frame, where), frame);
        expect(x >= 0 && x <= frame.width && y >= 0 && y <= frame.height).toBe(true);
      }),
    );
  });
});

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MapPoint } from '../../../shared/app/likeness-view.ts';
import { placeThumbnails, thumbnailSide } from './place-thumbnails.ts';
import { wholeMap, zoomAt } from './view.ts';

const frame = { width: 600, height: 400 };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const point = fc.record({ x: share, y: share }).map((place): MapPoint => ({
  path: 'p',
  version: 'v',
  part: 'train',
  classIndex: 0,
  answerIndex: null,
  probability: null,
  ...place,
}));

it('never lets two pictures overlap, nor stand out of sight', () => {
  fc.assert(
    fc.property(
      fc.array(point, { maxLength: 150 }),
      fc.double({ min: 1, max: 50, noNaN: true }),
      (points, zoom) => {
        const view = zoomAt(wholeMap, frame, { x: 300, y: 200 }, zoom);
        const placed = placeThumbnails(points, view, frame);
        for (const [index, one] of placed.entries()) {
          expect(one.x >= 0 && one.x <= frame.width && one.y >= 0 && one.y <= frame.height).toBe(true);
          for (const other of placed.slice(index + 1))
            expect(
              Math.abs(one.x - other.x) >= thumbnailSide || Math.abs(one.y - other.y) >= thumbnailSide,
            ).toBe(true);
        }
      },
    ),
  );
});

it('shows the last of those in one place, and none where too many are in sight', () => {
  const [first, second] = fc.sample(point, { numRuns: 2, seed: 1 }) as [MapPoint, MapPoint];
  const twin = { ...second, x: first.x, y: first.y };
  expect(placeThumbnails([first, twin], wholeMap, frame).map((placed) => placed.point)).toEqual([twin]);
  expect(
    placeThumbnails(
      Array.from({ length: 200 }, () => first),
      wholeMap,
      frame,
    ),
  ).toEqual([]);
});

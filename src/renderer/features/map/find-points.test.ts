import { describe, expect, it } from 'vitest';
import type { MapPoint } from '../../../shared/app/likeness-view.ts';
import { filterPoints, pointAt, pointToward } from './find-points.ts';
import { wholeMap } from './view.ts';

const frame = { width: 456, height: 456 };

function point(path: string, x: number, y: number, more: Partial<MapPoint> = {}): MapPoint {
  const answered = { part: 'test', classIndex: 0, answerIndex: 0, probability: 0.9 } as const;
  return { path, version: 'v', ...answered, x, y, ...more };
}

const wrong = point('wrong', 0.5, 0.5, { answerIndex: 1 });
const learned = point('learned', 0.5, 0.25, { part: 'train', answerIndex: null, probability: null });
const right = point('right', 0.75, 0.5);
const twin = point('twin', 0.75, 0.5, { part: 'validation' });
const points = [wrong, learned, right, twin];

describe('points of the map', () => {
  it('are filtered by part and by being wrong, the wrong ones over the others', () => {
    expect(filterPoints(points, { part: 'all', wrongOnly: false })).toEqual([learned, right, twin, wrong]);
    expect(filterPoints(points, { part: 'train', wrongOnly: false })).toEqual([learned]);
    expect(filterPoints(points, { part: 'all', wrongOnly: true })).toEqual([wrong]);
    expect(filterPoints(points, { part: 'validation', wrongOnly: true })).toEqual([]);
  });

  it('are found by the pointer within reach', () => {
    // 400 pixels a side: (0.75, 0.5) is at 328, 228.
    expect(pointAt(points, { x: 330, y: 226 }, wholeMap, frame, 8)).toBe(twin);
    expect(pointAt(points, { x: 330, y: 246 }, wholeMap, frame, 8)).toBeNull();
    expect(pointAt([], { x: 0, y: 0 }, wholeMap, frame, 8)).toBeNull();
  });

  it('are walked through by direction, twins one after the other', () => {
    expect(pointToward(points, wrong, 'up')).toBe(learned);
    expect(pointToward(points, wrong, 'right')).toBe(right);
    expect(pointToward(points, right, 'right')).toBe(twin);
    expect(pointToward(points, twin, 'right')).toBeNull();
    expect(pointToward(points, twin, 'left')).toBe(right);
    expect(pointToward(points, right, 'left')).toBe(wrong);
    expect(pointToward(points, wrong, 'down')).toBeNull();
  });
});

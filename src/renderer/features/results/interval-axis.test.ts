import { describe, expect, it } from 'vitest';
import { intervalAxis, nearMarks, placeLabels, positionOn } from './interval-axis.ts';

describe('the axis under a score', () => {
  it('spans the interval and the marks, to 5 %, and keeps the marks off its ends', () => {
    expect(intervalAxis({ low: 0.955, high: 0.977 }, [0.968, 0.95])).toEqual({ low: 0.9, high: 1 });
    expect(intervalAxis({ low: 0.61, high: 0.64 }, [0.62])).toEqual({ low: 0.6, high: 0.65 });
  });
  it('ends at 0 and 100 %', () => {
    expect(intervalAxis({ low: 0, high: 1 }, [])).toEqual({ low: 0, high: 1 });
    expect(intervalAxis({ low: 0.83, high: 1 }, [1])).toEqual({ low: 0.8, high: 1 });
  });
  it('grows for an earlier run outside the interval', () => {
    expect(intervalAxis({ low: 0.955, high: 0.977 }, [0.88]).low).toBe(0.85);
  });
  it('places a share by its distance from the low end', () => {
    expect(positionOn({ low: 0.9, high: 1 }, 0.95)).toBeCloseTo(50);
    expect(positionOn({ low: 0.9, high: 1 }, 0.968)).toBeCloseTo(68);
  });
});

describe('marks of other runs', () => {
  const band = { low: 0.955, high: 0.977 };
  const marks = [
    { name: 'scratch', share: 0.714 },
    { name: 'a', share: 0.9 },
    { name: 'frozen', share: 0.95 },
    { name: 'b', share: 0.99 },
    { name: 'c', share: 0.97 },
  ];
  it('are the three nearest; one far away would squeeze the interval', () => {
    expect(nearMarks(marks, 0.968, band).map(({ name }) => name)).toEqual(['c', 'frozen', 'b']);
  });
  it('are named where the name touches nothing, else after the mark, else not', () => {
    const axis = { low: 0.9, high: 1 };
    const text = ({ name }: { name: string }): string => name;
    const placed = placeLabels(
      [
        { name: 'frozen only', share: 0.95 },
        { name: 'frozen again', share: 0.951 },
        { name: 'a third run', share: 0.952 },
      ],
      axis,
      400,
      text,
    );
    expect(placed.map(({ name, side }) => [name, side])).toEqual([
      ['frozen only', 'before'],
      ['frozen again', 'after'],
    ]);
    expect(placeLabels([{ name: 'frozen only', share: 0.902 }], axis, 400, text)).toEqual([]);
  });
});

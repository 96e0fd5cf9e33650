import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeBestLabel } from './best-label.ts';
import { decimate, mostPoints } from '../../../shared/charts/decimate.ts';
import { endLabels } from './end-labels.ts';
import { linePath } from '../../../shared/charts/line-path.ts';
import { smooth } from './smooth.ts';
import { stackLabels } from './stack-labels.ts';

describe('smooth', () => {
  it("is the tutorial's: 0.8 of the point before, 0.2 of its own value", () => {
    const [first, second, third] = smooth([1, 0, 0.5]);
    expect(first).toBe(1);
    expect(second).toBeCloseTo(0.8);
    expect(third).toBeCloseTo(0.8 * 0.8 + 0.2 * 0.5);
    expect(smooth([])).toEqual([]);
  });
});

describe('decimate', () => {
  const spiky = Array.from({ length: 20_000 }, (_, index) => ({
    x: index,
    y: index === 12_345 ? 9 : index % 3 === 0 ? 0 : 1,
  }));

  it('leaves shorter lines as they are', () => {
    const line = spiky.slice(0, mostPoints);
    expect(decimate(line)).toBe(line);
  });

  it('keeps ends, order and every spike of a longer one', () => {
    const kept = decimate(spiky);
    expect(kept.length).toBeLessThanOrEqual(mostPoints);
    expect(kept[0]).toBe(spiky[0]);
    expect(kept.at(-1)).toBe(spiky.at(-1));
    expect(kept.some(({ y }) => y === 9)).toBe(true);
    expect(kept.every(({ x }, index) => index === 0 || x > kept[index - 1]!.x)).toBe(true);
  });

  it('keeps a drawn path short, however many points it has', () => {
    expect(linePath(spiky).split('L').length).toBeLessThanOrEqual(mostPoints);
  });
});

describe('linePath', () => {
  it('joins points and leaves out what is no number', () => {
    expect(
      linePath([
        { x: 0, y: 1 },
        { x: 1, y: Number.NaN },
        { x: 2, y: 3.26 },
      ]),
    ).toBe('M0.0 1.0L2.0 3.3');
    expect(linePath([])).toBe('');
  });
});

describe('stackLabels', () => {
  it('leaves labels that are 12 px apart where they are', () => {
    expect(stackLabels([50, 20], 100)).toEqual([50, 20]);
  });

  it('stacks nearer ones 14 px apart round their middle, in their order', () => {
    expect(stackLabels([52, 48], 100)).toEqual([57, 43]);
  });

  it('keeps all inside and apart wherever they want to be', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 6 }), (wanted) => {
        const placed = [...stackLabels(wanted, 200)].sort((a, b) => a - b);
        for (const [index, place] of placed.entries()) {
          expect(place).toBeGreaterThanOrEqual(-1e-9);
          expect(place).toBeLessThanOrEqual(200 + 1e-9);
          if (index > 0) expect(place - placed[index - 1]!).toBeGreaterThanOrEqual(12 - 1e-9);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('placeBestLabel', () => {
  const flat = [
    { x: 0, y: 50 },
    { x: 300, y: 50 },
  ];

  it('is above the lines beside its ring, left of it where it fits', () => {
    expect(placeBestLabel({ x: 200, y: 60 }, [flat], [], 80, 250)).toEqual({ x: 206, y: 38, anchor: 'end' });
    expect(placeBestLabel({ x: 20, y: 60 }, [flat], [], 80, 250).anchor).toBe('start');
  });

  it('is below them where there is no room above', () => {
    expect(placeBestLabel({ x: 200, y: 5 }, [flat], [], 80, 250).y).toBe(62);
  });

  it('minds a line that only passes through', () => {
    const steep = [
      { x: 100, y: 200 },
      { x: 220, y: 30 },
    ];
    expect(placeBestLabel({ x: 200, y: 150 }, [steep], [], 80, 250).y).toBeLessThan(35);
  });
});

describe('endLabels', () => {
  const ends = (x: number) =>
    [
      { text: '97.4 % training', x, y: 20, tone: 'plain' },
      { text: '96.7 % validation', x, y: 26, tone: 'thawed' },
    ] as const;

  it('go right of the points while there is room', () => {
    expect(endLabels(ends(400), [], 700, 250).map(({ anchor, labelX }) => [anchor, labelX])).toEqual([
      ['start', 410],
      ['start', 410],
    ]);
  });

  it('go left of them, clear of the lines, at the end of the axis', () => {
    const [upper, lower] = endLabels(ends(700), [], 700, 250);
    expect(upper).toMatchObject({ anchor: 'end' });
    expect(upper!.labelY).toBeLessThan(20);
    expect(lower!.labelY).toBeGreaterThan(26);
    const spike = [
      { x: 640, y: 8 },
      { x: 690, y: 60 },
    ];
    const clear = endLabels(ends(700), [spike], 700, 250);
    expect(clear[1]!.labelY).toBeGreaterThan(60);
  });
});

import { expect, it } from 'vitest';
import { dotRows, framedChart } from './dot-chart.ts';

const unit = { left: 0, right: 1, bottom: 0, top: 1 };

it('draws a rising line from the lower left to the upper right', () => {
  const rows = dotRows(
    [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
    unit,
    { width: 2, height: 1 },
  );
  expect(rows).toEqual([
    String.fromCharCode(0x2800 + 0x40 + 0x20) + String.fromCharCode(0x2800 + 0x02 + 0x08),
  ]);
});

it('leaves out what lies above or below, without a break in what is inside', () => {
  const points = [0, 0.25, 0.5, 0.75, 1].map((x) => ({ x, y: x * 4 - 1 }));
  const rows = dotRows(points, unit, { width: 8, height: 3 });
  const empty = '\u2800';
  expect(rows.every((row) => row.length === 8)).toBe(true);
  // y is between 0 and 1 for x from a quarter to a half.
  expect(rows.join('').replaceAll(empty, '')).not.toBe('');
  for (const row of rows) expect(row.slice(0, 1) + row.slice(5)).toBe(empty.repeat(4));
});

it('frames the rows, and leaves out marks that would run into each other', () => {
  const lines = framedChart(
    ['....................', '....................'],
    unit,
    { top: '1.25', bottom: '0' },
    [
      { at: 0, text: '1e-7' },
      { at: 0.1, text: '1e-6' },
      { at: 0.5, text: '1e-3' },
      { at: 1, text: '1' },
    ],
  );
  expect(lines).toEqual([
    '1.25 │....................',
    '   0 │....................',
    '     └┬─────────┬────────┬',
    '      1e-7    1e-3       1',
  ]);
});

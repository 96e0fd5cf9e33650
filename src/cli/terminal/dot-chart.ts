import type { Point } from '../../shared/charts/decimate.ts';
import { pad } from './text-width.ts';

/** What a chart shows, in the units of its points. Points outside are left out. */
export interface ChartRange {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Characters. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Dots of a Braille character, two columns by four rows, as bits of its code point. Source: Unicode, U+2800. */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** A line through points, left to right, drawn in Braille dots; one text a row, each `width` characters. */
export function dotRows(points: readonly Point[], range: ChartRange, { width, height }: ChartSize): string[] {
  const cells = Array.from({ length: height }, () => new Uint8Array(width));
  const [columns, rows] = [2 * width - 1, 4 * height - 1];
  const column = (x: number): number => ((x - range.left) / (range.right - range.left)) * columns;
  const row = (y: number): number => ((range.top - y) / (range.top - range.bottom)) * rows;
  const mark = (x: number, y: number): void => {
    const [at, down] = [Math.round(x), Math.round(y)];
    if (at < 0 || at > columns || down < 0 || down > rows) return;
    cells[down >> 2]![at >> 1]! |= dots[down & 3]![at & 1]!;
  };
  points.slice(1).forEach((point, index) => {
    const before = points[index]!;
    const [x, y] = [column(before.x), row(before.y)];
    const [acrossBy, downBy] = [column(point.x) - x, row(point.y) - y];
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(acrossBy), Math.abs(downBy))));
    for (let step = 0; step <= steps; step++)
      mark(x + (acrossBy * step) / steps, y + (downBy * step) / steps);
  });
  return cells.map((line) => Array.from(line, (bits) => String.fromCharCode(0x2800 + bits)).join(''));
}

/** A mark below the chart, or beside it. */
export interface ChartMark {
  readonly at: number;
  readonly text: string;
}

/**
 * The rows of a chart with values beside its left edge and texts below it, each in the middle under its place; a text
 * that would touch the one before is left out.
 */
export function framedChart(
  rows: readonly string[],
  { left, right }: ChartRange,
  values: { readonly top: string; readonly bottom: string },
  marks: readonly ChartMark[],
): string[] {
  const labelWidth = Math.max(values.top.length, values.bottom.length);
  const width = rows[0]!.length;
  const lines = rows.map((row, index) => {
    const label = index === 0 ? values.top : index === rows.length - 1 ? values.bottom : '';
    return `${pad(label, labelWidth, 'right')} │${row}`;
  });
  const margin = ' '.repeat(labelWidth + 2);
  let below = '';
  let axis = '─'.repeat(width);
  for (const { at, text } of marks) {
    const column = Math.round(((at - left) / (right - left)) * (width - 1));
    const start = Math.max(0, column - Math.floor(text.length / 2));
    if (below !== '' && start <= below.length) continue;
    below = `${below.padEnd(start)}${text}`;
    axis = `${axis.slice(0, column)}┬${axis.slice(column + 1)}`;
  }
  return [...lines, `${' '.repeat(labelWidth)} └${axis}`, `${margin}${below}`];
}

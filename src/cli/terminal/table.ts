import { pad, textWidth } from './text-width.ts';

/** A column of a table: its heading, and which side its cells lean to. */
export interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
}

/** The lines of a table, two spaces between columns, each as wide as its widest cell. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ heading }, index) =>
    Math.max(textWidth(heading), ...rows.map((row) => textWidth(row[index] ?? ''))),
  );
  return [columns.map(({ heading }) => heading), ...rows].map((row) => rowLine(columns, widths, row));
}

/** One line of a table with these widths. */
export function rowLine(
  columns: readonly Column[],
  widths: readonly number[],
  cells: readonly string[],
): string {
  return columns
    .map(({ align }, index) => pad(cells[index] ?? '', widths[index] ?? 0, align))
    .join('  ')
    .trimEnd();
}

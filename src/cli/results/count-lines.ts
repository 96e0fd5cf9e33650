import type { Part } from '../../shared/dataset.ts';
import { formatCount } from '../../shared/messages/format-numbers.ts';
import type { CliContext } from '../cli-context.ts';
import { tableLines } from '../terminal/table.ts';

/** A table of photos per class and part, with a line of sums where there is more than one class. */
export function countLines(
  classes: readonly {
    readonly name: string;
    readonly counts: Readonly<Partial<Record<Part | 'all', number>>>;
  }[],
  columns: readonly (Part | 'all')[],
  { language, words }: Pick<CliContext, 'language' | 'words'>,
): string[] {
  const { className, parts, total } = words.result;
  const sums = columns.map((column) => classes.reduce((sum, { counts }) => sum + (counts[column] ?? 0), 0));
  const row = (name: string, counts: readonly number[]): string[] => [
    name,
    ...counts.map((count) => formatCount(count, language)),
  ];
  return tableLines(
    [
      { heading: className, align: 'left' },
      ...columns.map((column) => ({ heading: parts[column], align: 'right' }) as const),
    ],
    [
      ...classes.map(({ name, counts }) =>
        row(
          name,
          columns.map((column) => counts[column] ?? 0),
        ),
      ),
      row(total, sums),
    ],
  );
}

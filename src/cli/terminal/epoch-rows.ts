import type { EpochEvent } from '../../shared/job-events.ts';
import { formatDuration, formatLoss } from '../../shared/messages/format-numbers.ts';
import type { CliWords } from '../../shared/messages/en/cli.ts';
import type { Language } from '../../shared/messages/language.ts';
import type { Column } from './table.ts';
import { rowLine } from './table.ts';
import { textWidth } from './text-width.ts';
import type { TextStyle } from './text-style.ts';

/** Rows come one by one, so the widths are fixed: the heading's, or what the longest value needs. */
const leastWidths = [13, 7, 6, 8, 6, 8, 9];

function columnsOf(words: CliWords): readonly Column[] {
  const { phase, epoch, loss, accuracy, validationLoss, validationAccuracy, time } = words.result.epochTable;
  const numbers = [epoch, loss, accuracy, validationLoss, validationAccuracy, time];
  return [
    { heading: phase, align: 'left' },
    ...numbers.map((heading) => ({ heading, align: 'right' }) as const),
  ];
}

function widthsOf(columns: readonly Column[]): number[] {
  return columns.map(({ heading }, index) => Math.max(textWidth(heading), leastWidths[index]!));
}

/** The heading of the table of epochs. */
export function epochHeading(words: CliWords): string {
  const columns = columnsOf(words);
  return rowLine(
    columns,
    widthsOf(columns),
    columns.map(({ heading }) => heading),
  );
}

/** One epoch; a new best is marked. */
export function epochRow(event: EpochEvent, words: CliWords, language: Language, style: TextStyle): string {
  const columns = columnsOf(words);
  const cells = [
    words.job.phases[event.phase] ?? event.phase,
    `${event.phaseEpoch}/${event.phaseEpochs}`,
    formatLoss(event.training.loss),
    percent(event.training.accuracy),
    event.validation === null ? '-' : formatLoss(event.validation.loss),
    event.validation === null ? '-' : percent(event.validation.accuracy),
    formatDuration(event.seconds, language),
  ];
  const row = rowLine(columns, widthsOf(columns), cells);
  return event.best && event.validation !== null ? `${row}  ${style.warm(words.result.bestMark)}` : row;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}\u00a0%`;
}

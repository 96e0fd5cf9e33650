import { formatBytes, formatCount, formatTimeLeft } from '../../shared/messages/format-numbers.ts';
import type { JobWords } from '../../shared/messages/en/job-words.ts';
import type { StageEvent } from '../../shared/job-events.ts';
import type { Language } from '../../shared/messages/language.ts';
import { cut, pad, textWidth } from './text-width.ts';

/** How far a stage is. */
export interface StageProgress {
  readonly title: string;
  readonly unit: StageEvent['unit'];
  readonly done: number;
  readonly total: number | null;
  /** Units per second; null until known. */
  readonly rate: number | null;
}

const barWidth = 20;

/** One line: title, bar, count, rate, time left; never wider than `width`, the bar leaves first. */
export function progressLine(
  progress: StageProgress,
  width: number,
  words: JobWords,
  language: Language,
): string {
  const { title, done, total, rate, unit } = progress;
  const amount = (value: number): string =>
    unit === 'bytes' ? formatBytes(value) : formatCount(value, language);
  const count = total === null ? amount(done) : `${amount(done)} / ${amount(total)}`;
  const parts = [unit === 'bytes' ? count : `${count} ${words.units[unit]}`];
  // An epoch takes seconds; so many per second says nothing.
  if (rate !== null && rate > 0 && unit !== 'epochs') parts.push(rateText(rate, unit, words));
  if (rate !== null && rate > 0 && total !== null && done < total)
    parts.push(words.left(formatTimeLeft((total - done) / rate, language)));
  const text = parts.join('  ');
  const head = pad(title, 24, 'left');
  const bar = total === null || total === 0 ? '' : `${barOf(done / total)}  `;
  const line = `${head}  ${bar}${text}`;
  return textWidth(line) <= width ? line : cut(`${title}  ${text}`, width);
}

function rateText(rate: number, unit: StageEvent['unit'], words: JobWords): string {
  if (unit === 'bytes') return words.perSecond(formatBytes(rate), '').replace(' /', '/');
  return words.perSecond(rate < 10 ? rate.toFixed(1) : rate.toFixed(0), words.units[unit]);
}

function barOf(share: number): string {
  const full = Math.floor(Math.min(1, Math.max(0, share)) * barWidth);
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
}

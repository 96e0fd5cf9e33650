import type { RateResult } from '../../shared/job-results/training-results.ts';
import { formatLoss, formatRate } from '../../shared/messages/format-numbers.ts';
import type { CliContext } from '../cli-context.ts';
import { dotRows, framedChart } from '../terminal/dot-chart.ts';

const size = { width: 64, height: 12 };

/** The curve of the learning-rate finder, and what it says. */
export function rateLines(
  result: RateResult,
  { words, style }: Pick<CliContext, 'words' | 'style'>,
): string[] {
  const text = words.result.rate;
  const { suggestion, steepest, lowest } = result;
  return [
    ...chartLines(result),
    '',
    text.lowest(formatRate(short(lowest))),
    steepest === null ? text.neverFell : text.steepest(formatRate(short(steepest))),
    ...(suggestion === null ? [] : [style.bold(text.suggestion(formatRate(suggestion)))]),
  ];
}

/** Smoothed losses over the rates' powers of ten; what lies far above where it began is cut off. */
function chartLines({ points }: RateResult): string[] {
  if (points.length < 2) return [];
  const line = points.map(({ rate, smoothed }) => ({ x: Math.log10(rate), y: smoothed }));
  const losses = points.map(({ smoothed }) => smoothed);
  const bottom = Math.min(...losses);
  const top = Math.max(bottom + 1e-6, Math.min(Math.max(...losses), 1.5 * losses[0]!));
  const range = { left: line[0]!.x, right: line.at(-1)!.x, bottom, top };
  const powers: number[] = [];
  for (let power = Math.ceil(range.left - 1e-9); power <= range.right + 1e-9; power++) powers.push(power);
  return framedChart(
    dotRows(line, range, size),
    range,
    { top: formatLoss(top), bottom: formatLoss(bottom) },
    powers.map((power) => ({ at: power, text: formatRate(Number(`1e${power}`)) })),
  );
}

function short(rate: number): number {
  return Number(rate.toPrecision(2));
}

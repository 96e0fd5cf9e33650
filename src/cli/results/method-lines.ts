import { basename } from 'node:path';
import {
  formatCount,
  formatLoss,
  formatProbability,
  formatShare,
} from '../../shared/messages/format-numbers.ts';
import { verdictOf } from '../../shared/statistics/verdict.ts';
import { wilsonInterval } from '../../shared/statistics/wilson-interval.ts';
import type { MeasuredMethod } from '../../shared/test-methods.ts';
import type { CliContext } from '../cli-context.ts';
import { tableLines } from '../terminal/table.ts';

/** Ways to test as a table: accuracy with its interval, cost, and whether it beats the plain way beyond chance. */
export function methodLines(
  methods: readonly MeasuredMethod[],
  { words, style, language }: Pick<CliContext, 'words' | 'style' | 'language'>,
): string[] {
  const text = words.result.methods;
  const columns = [
    { heading: text.method, align: 'left' },
    { heading: text.scales, align: 'left' },
    { heading: text.pictures, align: 'right' },
    { heading: text.accuracy, align: 'right' },
    { heading: text.interval, align: 'right' },
    { heading: text.loss, align: 'right' },
    { heading: text.speed, align: 'right' },
    { heading: text.againstPlain, align: 'left' },
  ] as const;
  const rows = methods.map((measured) => {
    const { method, scales, pictures, count, correct, loss, photosPerSecond } = measured;
    const { low, high } = wilsonInterval(correct, count);
    const percent = (share: number): string => formatShare(share, count);
    return [
      method,
      scales.join(', '),
      formatCount(pictures, language),
      percent(correct / count),
      `${percent(low)}–${percent(high)}`,
      formatLoss(loss),
      photosPerSecond.toPrecision(3),
      verdict(measured, text),
    ];
  });
  const weighted = methods.find(({ method }) => method === 'ensemble-weighted')?.runs ?? [];
  const [first] = methods;
  return [
    style.bold(text.title(first?.count ?? 0)),
    ...tableLines(columns, rows).map((line) => `  ${line}`),
    ...weighted.map(({ run, weight }) => `  ${text.weight(basename(run), weight.toFixed(3))}`),
    text.kept,
  ];
}

function verdict({ againstPlain }: MeasuredMethod, text: CliContext['words']['result']['methods']): string {
  if (!againstPlain) return '';
  const { onlyThis, onlyPlain, pValue } = againstPlain;
  const found = verdictOf({ onlyFirstRight: onlyThis, onlySecondRight: onlyPlain }, pValue);
  return text.verdicts[found](onlyThis, onlyPlain, formatProbability(pValue));
}

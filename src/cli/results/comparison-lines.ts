import { formatProbability } from '../../shared/messages/format-numbers.ts';
import type { RunComparison } from '../../shared/job-results/evaluation-results.ts';
import { verdictOf } from '../../shared/statistics/verdict.ts';
import type { CliContext } from '../cli-context.ts';

/** Two runs on the test photos that both have, in plain words. */
export function comparisonLines(
  comparison: RunComparison,
  { words, style }: Pick<CliContext, 'words' | 'style'>,
): string[] {
  const { against, count, onlyFirstRight, onlySecondRight, leftOut, pValue } = comparison;
  const { result } = words;
  return [
    style.bold(result.comparison(against)),
    `  ${result.compared(onlyFirstRight, onlySecondRight, count)}`,
    ...(leftOut > 0 ? [`  ${result.comparedLeftOut(leftOut)}`] : []),
    `  ${result.verdicts[verdictOf(comparison, pValue)](formatProbability(pValue))}`,
  ];
}

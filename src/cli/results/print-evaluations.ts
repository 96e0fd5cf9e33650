import type { EvaluateResult } from '../../shared/job-results/evaluation-results.ts';
import type { CliContext } from '../cli-context.ts';
import { evaluationLines } from './evaluation-lines.ts';

/** What was measured on the validation and the test part; where there is no test part, what that means. */
export function printEvaluations(
  cli: CliContext,
  {
    test,
    validation,
    acceptance = null,
  }: Pick<EvaluateResult, 'test' | 'validation'> & Partial<Pick<EvaluateResult, 'acceptance'>>,
): void {
  for (const [part, evaluation] of [
    ['validation', validation],
    ['test', test],
  ] as const) {
    if (evaluation === null) continue;
    cli.print();
    for (const line of evaluationLines(part, evaluation, cli, acceptance?.[part])) cli.print(line);
  }
  if (test !== null) return;
  cli.print();
  cli.print(cli.words.result.noTest);
}

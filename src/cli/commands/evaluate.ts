import { resolve } from 'node:path';
import type { Command } from 'commander';
import { compareRuns } from '../../engine/evaluation/compare-runs.ts';
import type { EvaluateResult } from '../../shared/job-results.ts';
import type { CliContext } from '../cli-context.ts';
import { adviceCommand } from '../results/advice-command.ts';
import { adviceLines } from '../results/advice-lines.ts';
import { advise } from '../results/advise.ts';
import { comparisonLines } from '../results/comparison-lines.ts';
import { printEvaluations } from '../results/print-evaluations.ts';
import { tellSkipped } from '../skipped-files.ts';

export function registerEvaluate(program: Command, cli: CliContext): void {
  const { words } = cli;
  program
    .command('evaluate')
    .description(words.commands.evaluate)
    .argument('<run>', words.arguments.run)
    .option('--data <folder>', words.options.data)
    .option('--against <run>', words.options.against)
    .option('--json', words.options.json)
    .action((run: string, options: EvaluateOptions) => evaluate(cli, run, options));
}

interface EvaluateOptions {
  readonly data?: string;
  readonly against?: string;
}

async function evaluate(cli: CliContext, run: string, { data, against }: EvaluateOptions): Promise<void> {
  // What cannot be compared is said before anything is measured.
  const comparison =
    against === undefined ? null : await compareRuns(resolve(cli.cwd, run), resolve(cli.cwd, against));
  const result = await cli.run<EvaluateResult>({
    job: 'evaluate',
    run: resolve(cli.cwd, run),
    folder: data === undefined ? null : resolve(cli.cwd, data),
  });
  tellSkipped(cli, result.skipped);
  const anew = { test: result.test, validation: result.validation, ofSplit: data === undefined };
  const advised = await advise(resolve(cli.cwd, run), run, anew);
  if (cli.json) {
    const advice = advised?.advice.map((one) => ({
      ...one,
      command: adviceCommand(one.action, advised.of),
    }));
    cli.printJson({
      kind: 'result',
      ...result,
      ...(comparison ? { comparison } : {}),
      ...(advice ? { advice } : {}),
    });
    return;
  }
  printEvaluations(cli, result);
  if (comparison) {
    cli.print();
    for (const line of comparisonLines(comparison, cli)) cli.print(line);
  }
  if (!advised) return;
  cli.print();
  for (const line of adviceLines(advised.advice, advised.of, cli)) cli.print(line);
}

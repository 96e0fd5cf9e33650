import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { EvaluateResult } from '../../shared/job-results.ts';
import type { CliContext } from '../cli-context.ts';
import { printEvaluations } from '../results/print-evaluations.ts';
import { tellSkipped } from '../skipped-files.ts';

export function registerEvaluate(program: Command, cli: CliContext): void {
  const { words } = cli;
  program
    .command('evaluate')
    .description(words.commands.evaluate)
    .argument('<run>', words.arguments.run)
    .option('--data <folder>', words.options.data)
    .option('--json', words.options.json)
    .action((run: string, options: { readonly data?: string }) => evaluate(cli, run, options.data));
}

async function evaluate(cli: CliContext, run: string, data: string | undefined): Promise<void> {
  const result = await cli.run<EvaluateResult>({
    job: 'evaluate',
    run: resolve(cli.cwd, run),
    folder: data === undefined ? null : resolve(cli.cwd, data),
  });
  tellSkipped(cli, result.skipped);
  if (cli.json) cli.printJson({ kind: 'result', ...result });
  else printEvaluations(cli, result);
}

import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CheckResult } from '../../shared/job-results/check-results.ts';
import type { CliContext } from '../cli-context.ts';
import { checkLines } from '../results/check-lines.ts';
import { tellSkipped } from '../skipped-files.ts';

export function registerCheck(program: Command, cli: CliContext): void {
  const { words } = cli;
  program
    .command('check')
    .description(words.commands.check)
    .argument('<folder>', words.arguments.folder)
    .option('--quick', words.options.quick)
    .option('--json', words.options.json)
    .action((folder: string, options: { readonly quick?: true }) =>
      check(cli, folder, options.quick ?? false),
    );
}

async function check(cli: CliContext, folder: string, quick: boolean): Promise<void> {
  const depth = quick ? 'quick' : 'thorough';
  const result = await cli.run<CheckResult>({ job: 'check', folder: resolve(cli.cwd, folder), depth });
  tellSkipped(cli, result.skipped);
  if (cli.json) cli.printJson({ kind: 'result', ...result });
  else for (const line of checkLines(result, cli)) cli.print(line);
}

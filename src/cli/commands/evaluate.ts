import { resolve } from 'node:path';
import type { Command } from 'commander';
import { compareRuns } from '../../engine/evaluation/compare-runs.ts';
import type { EvaluateResult, TestMethodsResult } from '../../shared/job-results/evaluation-results.ts';
import type { TestWish } from '../../shared/test-methods.ts';
import type { CliContext } from '../cli-context.ts';
import { adviceCommand } from '../results/advice-command.ts';
import { adviceLines } from '../results/advice-lines.ts';
import { advise } from '../results/advise.ts';
import { comparisonLines } from '../results/comparison-lines.ts';
import { printEvaluations } from '../results/print-evaluations.ts';
import { testWish } from '../options/test-wish.ts';
import { methodLines } from '../results/method-lines.ts';
import { takePhotosOfRun } from '../options/photos-of-run.ts';
import { tellSkipped } from '../skipped-files.ts';

export function registerEvaluate(program: Command, cli: CliContext): void {
  const { words } = cli;
  program
    .command('evaluate')
    .description(words.commands.evaluate)
    .argument('<run>', words.arguments.run)
    .option('--data <folder>', words.options.data)
    .option('--photos <folder>', words.options.photosOfRun)
    .option('--against <run>', words.options.against)
    .option('--method <names>', words.options.method)
    .option('--scales <pixels>', words.options.scales)
    .option('--with <run>', words.options.with, (value: string, before?: readonly string[]) => [
      ...(before ?? []),
      value,
    ])
    .option('--json', words.options.json)
    .action((run: string, options: EvaluateOptions) => evaluate(cli, run, options));
}

interface EvaluateOptions {
  readonly data?: string;
  readonly photos?: string;
  readonly against?: string;
  readonly method?: string;
  readonly scales?: string;
  readonly with?: readonly string[];
}

async function evaluate(cli: CliContext, run: string, options: EvaluateOptions): Promise<void> {
  await takePhotosOfRun(cli, run, options.photos);
  const wish = testWish(options, cli);
  if (wish) {
    await testMethods(cli, run, wish);
    return;
  }
  const { data, against } = options;
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

async function testMethods(cli: CliContext, run: string, wish: TestWish): Promise<void> {
  const result = await cli.run<TestMethodsResult>({ job: 'test-methods', run: resolve(cli.cwd, run), wish });
  tellSkipped(cli, result.skipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  cli.print();
  for (const line of methodLines(result.methods, cli)) cli.print(line);
}

import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { HeatResult } from '../../../shared/job-results/explanation-results.ts';
import { formatDuration } from '../../../shared/messages/format-numbers.ts';
import type { CliContext } from '../../cli-context.ts';
import { predictionLine } from '../../results/prediction-line.ts';
import { tellSkipped } from '../../skipped-files.ts';

interface HeatOptions {
  readonly class?: string;
  readonly out?: string;
}

/** `thaw explain heat`: which places of photos speak for a class. */
export function registerHeat(explain: Command, cli: CliContext): void {
  const { words } = cli;
  const { options } = words.explain;
  explain
    .command('heat')
    .description(words.explain.heat)
    .argument('<run>', words.arguments.run)
    .argument('<paths...>', words.arguments.paths)
    .option('--class <name>', options.class)
    .option('--out <folder>', `${options.heatOut} ${words.options.default('RUN/explanations')}`)
    .option('--json', words.options.json)
    .action((run: string, paths: string[], asked: HeatOptions) => drawHeat(cli, run, paths, asked));
}

async function drawHeat(
  cli: CliContext,
  run: string,
  paths: readonly string[],
  { class: className, out }: HeatOptions,
): Promise<void> {
  const folder = resolve(cli.cwd, run);
  const result = await cli.run<HeatResult>({
    job: 'draw-heat',
    run: folder,
    paths: paths.map((path) => resolve(cli.cwd, path)),
    className: className ?? null,
    out: out === undefined ? join(folder, 'explanations') : resolve(cli.cwd, out),
  });
  tellSkipped(cli, result.skipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  for (const { file, label, probabilities } of result.photos)
    cli.print(predictionLine({ kind: 'prediction', file, label, probabilities, accepted: true }, cli));
  const { photos, out: writtenTo, seconds } = result;
  cli.print(cli.words.explain.heatIn(photos.length, writtenTo, formatDuration(seconds, cli.language)));
}

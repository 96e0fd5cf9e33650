import { join, parse, resolve } from 'node:path';
import type { Command } from 'commander';
import { usualAscent } from '../../../engine/explanation/usual-ascent.ts';
import type { FiltersResult } from '../../../shared/job-results/explanation-results.ts';
import { formatDuration } from '../../../shared/messages/format-numbers.ts';
import type { CliContext } from '../../cli-context.ts';
import { freeFile } from '../../options/free-file.ts';
import { parsePositiveNumber, parseWholeNumber } from '../../options/parse-number.ts';

interface FiltersOptions {
  readonly layer: string;
  readonly count?: string;
  readonly steps?: string;
  readonly stepSize?: string;
  readonly size?: string;
  readonly seed?: string;
  readonly out?: string;
}

/** `thaw explain filters`: what the filters of a layer respond to. */
export function registerFilters(explain: Command, cli: CliContext): void {
  const { words } = cli;
  const { options } = words.explain;
  const withDefault = (sentence: string, value: string | number): string =>
    `${sentence} ${words.options.default(String(value))}`;
  explain
    .command('filters')
    .description(words.explain.filters)
    .argument('<run>', words.arguments.run)
    .requiredOption('--layer <name>', options.filterLayer)
    .option('--count <n>', withDefault(options.count, 16))
    .option('--steps <n>', withDefault(options.steps, usualAscent.steps))
    .option('--step-size <x>', withDefault(options.stepSize, usualAscent.stepSize))
    .option('--size <px>', withDefault(options.size, usualAscent.size))
    .option('--seed <n>', withDefault(words.options.seed, 0))
    .option('--out <file>', withDefault(words.options.out, 'RUN/explanations/LAYER.filters.png'))
    .option('--json', words.options.json)
    .action((run: string, asked: FiltersOptions) => drawPatterns(cli, run, asked));
}

async function drawPatterns(cli: CliContext, run: string, asked: FiltersOptions): Promise<void> {
  const folder = resolve(cli.cwd, run);
  const { layer, count, steps, stepSize, size, seed, out } = asked;
  const { words } = cli;
  const whole = (
    option: string,
    text: string | undefined,
    usual: number,
    least?: number,
    most?: number,
  ): number => (text === undefined ? usual : parseWholeNumber(option, text, words, least, most));
  const file = join(folder, 'explanations', `${parse(layer).base}.filters.png`);
  const result = await cli.run<FiltersResult>({
    job: 'draw-filters',
    run: folder,
    layer,
    count: count === undefined ? null : parseWholeNumber('--count', count, words, 1),
    steps: whole('--steps', steps, usualAscent.steps, 1, 10_000),
    stepSize:
      stepSize === undefined ? usualAscent.stepSize : parsePositiveNumber('--step-size', stepSize, words),
    size: whole('--size', size, usualAscent.size, 1, 1_024),
    seed: whole('--seed', seed, 0),
    out: out === undefined ? freeFile(file) : resolve(cli.cwd, out),
  });
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  const { responses, filters, seconds } = result;
  const silent = responses.filter(({ after }) => after <= 0).length;
  cli.print(words.explain.patterns(layer, responses.length, filters, formatDuration(seconds, cli.language)));
  if (silent > 0) cli.print(cli.style.warm(words.explain.silent(silent)));
  cli.print(words.explain.sheetAt(result.out));
}

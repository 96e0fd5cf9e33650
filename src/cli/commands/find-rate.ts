import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { requireFree } from '../../engine/export/destination.ts';
import { writeAtomically } from '../../engine/storage/write-atomically.ts';
import { formatCsv } from '../../shared/csv.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { RateResult } from '../../shared/job-results/training-results.ts';
import { defaultRecipeName } from '../../shared/recipes/catalogue.ts';
import type { CliContext } from '../cli-context.ts';
import { parsePositiveNumber, parseWholeNumber } from '../options/parse-number.ts';
import { trainingRecipe } from '../options/training-recipe.ts';
import { rateLines } from '../results/rate-lines.ts';
import { tellSkipped } from '../skipped-files.ts';

interface FindRateOptions {
  readonly recipe: string;
  readonly imageSize?: string;
  readonly batch?: string;
  readonly seed: string;
  readonly set?: readonly string[];
  readonly ofPhase: string;
  readonly from: string;
  readonly to: string;
  readonly steps: string;
  readonly out?: string;
}

export function registerFindRate(program: Command, cli: CliContext): void {
  const { words } = cli;
  const { options } = words;
  program
    .command('find-rate')
    .description(words.commands.findRate)
    .argument('<folder>', words.arguments.folder)
    .option('--recipe <name>', options.recipe, defaultRecipeName)
    .option('--of-phase <number>', options.ofPhase, '1')
    .option('--from <rate>', options.fromRate, '1e-7')
    .option('--to <rate>', options.toRate, '10')
    .option('--steps <number>', options.steps, '100')
    .option('--image-size <pixels>', options.imageSize)
    .option('--batch <photos>', options.batch)
    .option('--seed <number>', options.seed, '7')
    .option('--set <key=value>', options.set, (value: string, before?: readonly string[]) => [
      ...(before ?? []),
      value,
    ])
    .option('--out <file>', options.ratesOut)
    .option('--json', options.json)
    .action((folder: string, given: FindRateOptions) => findRate(cli, folder, given));
}

async function findRate(cli: CliContext, folder: string, options: FindRateOptions): Promise<void> {
  const { words } = cli;
  const { recipe } = trainingRecipe(options, words);
  const phase = parseWholeNumber('--of-phase', options.ofPhase, words, 1, recipe.phases.length) - 1;
  const out = options.out === undefined ? null : await freeTable(resolve(cli.cwd, options.out));
  const result = await cli.run<RateResult>({
    job: 'find-rate',
    folder: resolve(cli.cwd, folder),
    recipe,
    seed: parseWholeNumber('--seed', options.seed, words),
    phase,
    first: parsePositiveNumber('--from', options.from, words),
    last: parsePositiveNumber('--to', options.to, words),
    steps: parseWholeNumber('--steps', options.steps, words, 2, 10_000),
  });
  tellSkipped(cli, result.skipped);
  if (out !== null) await writeAtomically(out, tableText(out, result));
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  for (const line of rateLines(result, cli)) cli.print(line);
  if (out !== null) cli.print(words.result.rate.curveAt(out));
}

const endings = ['.csv', '.json'];

/** Before anything is computed. Throws `invalid-value`, `export-destination-taken`. */
async function freeTable(file: string): Promise<string> {
  if (!endings.includes(extname(file).toLowerCase()))
    throw new ThawError('invalid-value', { option: '--out', value: file, expected: 'NAME.csv | NAME.json' });
  await requireFree(file);
  return file;
}

function tableText(file: string, result: RateResult): string {
  if (extname(file).toLowerCase() === '.json') {
    const { phase, points, lowest, steepest, suggestion } = result;
    return `${JSON.stringify({ phase, suggestion, steepest, lowest, points }, null, 2)}\n`;
  }
  return formatCsv([
    ['learning_rate', 'loss', 'smoothed_loss'],
    ...result.points.map(({ rate, loss, smoothed }) => [rate, loss, smoothed].map(String)),
  ]);
}

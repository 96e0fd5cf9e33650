import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ListedWeights } from '../../engine/models/weights/provide-weights.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import type { WeightsResult } from '../../shared/job-results/set-up-results.ts';
import { formatBytes } from '../../shared/messages/format-numbers.ts';
import type { CliContext } from '../cli-context.ts';
import { tableLines } from '../terminal/table.ts';

const usualBase = 'vgg16';

export function registerWeights(program: Command, cli: CliContext): void {
  const { words } = cli;
  const weights = program.command('weights').description(words.commands.weights).helpCommand(false);
  weights
    .command('list')
    .description(words.commands.weightsList)
    .option('--json', words.options.json)
    .action(() => list(cli));
  weights
    .command('fetch')
    .description(words.commands.weightsFetch)
    .argument('[base]', `${words.arguments.base} ${words.options.default(usualBase)}`)
    .option('--json', words.options.json)
    .action((base = usualBase) => provide(cli, { job: 'fetch-weights', base: base as string }));
  weights
    .command('import')
    .description(words.commands.weightsImport)
    .argument('<file>', words.arguments.h5File)
    .option('--base <name>', `${words.options.base} ${words.options.default(usualBase)}`)
    .option('--json', words.options.json)
    .action((file: string, { base = usualBase }: { readonly base?: string }) =>
      provide(cli, { job: 'import-weights', base, file: resolve(cli.cwd, file) }),
    );
}

async function list(cli: CliContext): Promise<void> {
  const listed = await cli.run<readonly ListedWeights[]>({ job: 'list-weights' });
  if (cli.json) {
    cli.printJson({ kind: 'result', weights: listed });
    return;
  }
  const { name, state, here, notHere } = cli.words.result.weights;
  const rows = listed.map(({ base, bytes, credit, licence }) => [
    base,
    bytes === null ? notHere : `${here}, ${formatBytes(bytes)}`,
    `${credit}, ${licence}`,
  ]);
  const headings = [name, state, ''].map((heading) => ({ heading, align: 'left' }) as const);
  for (const line of tableLines(headings, rows)) cli.print(line);
}

async function provide(
  cli: CliContext,
  request: Extract<JobRequest, { job: 'fetch-weights' | 'import-weights' }>,
): Promise<void> {
  const result = await cli.run<WeightsResult>(request);
  if (cli.json) cli.printJson({ kind: 'result', ...result });
  else cli.print(cli.words.result.weights.fetched(result.base, result.sha256));
}

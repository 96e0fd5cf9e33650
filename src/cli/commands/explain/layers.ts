import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { LayersResult } from '../../../shared/job-results/explanation-results.ts';
import { formatCount } from '../../../shared/messages/format-numbers.ts';
import type { CliContext } from '../../cli-context.ts';
import { type Column, tableLines } from '../../terminal/table.ts';

/** `thaw explain layers`: the names that the other subcommands take. */
export function registerLayers(explain: Command, cli: CliContext): void {
  const { words } = cli;
  explain
    .command('layers')
    .description(words.explain.layers)
    .argument('<run>', words.arguments.run)
    .option('--json', words.options.json)
    .action((run: string) => listLayers(cli, run));
}

async function listLayers(cli: CliContext, run: string): Promise<void> {
  const result = await cli.run<LayersResult>({ job: 'list-layers', run: resolve(cli.cwd, run) });
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  const { layer, kind, output, parameters, kinds, input } = cli.words.explain.layerTable;
  const columns: Column[] = [
    { heading: layer, align: 'left' },
    { heading: kind, align: 'left' },
    { heading: output, align: 'right' },
    { heading: parameters, align: 'right' },
  ];
  const rows = result.layers.map((listed) => [
    listed.name,
    kinds[listed.kind],
    listed.outputShape.join(' x '),
    listed.parameters === 0 ? '' : formatCount(listed.parameters, cli.language),
  ]);
  cli.print(input(result.inputShape.join(' x ')));
  for (const line of tableLines(columns, rows)) cli.print(line);
}

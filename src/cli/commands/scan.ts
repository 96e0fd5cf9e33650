import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Part } from '../../shared/dataset.ts';
import type { ScanResult } from '../../shared/job-results/scan-results.ts';
import type { CliContext } from '../cli-context.ts';
import { countLines } from '../results/count-lines.ts';
import { listed, tellSkipped } from '../skipped-files.ts';

export function registerScan(program: Command, cli: CliContext): void {
  const { words } = cli;
  program
    .command('scan')
    .description(words.commands.scan)
    .argument('<folder>', words.arguments.folder)
    .option('--json', words.options.json)
    .action((folder: string) => scanFolder(cli, folder));
}

async function scanFolder(cli: CliContext, folder: string): Promise<void> {
  const result = await cli.run<ScanResult>({ job: 'scan', folder: resolve(cli.cwd, folder) });
  tellSkipped(cli, result.skipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  const { layouts, scanned, misnamed } = cli.words.result;
  const columns = Object.keys(result.classes[0]?.counts ?? {}) as (Part | 'all')[];
  cli.print(scanned(result.photos, result.classes.length, layouts[result.layout]));
  cli.print();
  for (const line of countLines(result.classes, columns, cli)) cli.print(line);
  if (result.misnamed.length === 0) return;
  cli.print();
  cli.print(misnamed(result.misnamed.length));
  for (const { path, type } of result.misnamed.slice(0, listed)) cli.print(`  ${path}: ${type}`);
  if (result.misnamed.length > listed)
    cli.print(`  ${cli.words.job.andMore(result.misnamed.length - listed)}`);
}

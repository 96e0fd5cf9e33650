import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { knownPhotosFileName } from '../../engine/export/export-format.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ExportResult } from '../../shared/job-results.ts';
import type { CliContext } from '../cli-context.ts';

const formats = ['keras-h5', 'tfjs'] as const;
export type ExportFormat = (typeof formats)[number];

export function registerExport(program: Command, cli: CliContext): void {
  const { words } = cli;
  program
    .command('export')
    .description(words.commands.export)
    .argument('<run>', words.arguments.run)
    .requiredOption('--format <name>', words.options.format)
    .option('--out <path>', `${words.options.exportOut} ${words.options.default('RUN/exports/FORMAT')}`)
    .option('--json', words.options.json)
    .action(async (run: string, { format, out }: { readonly format: string; readonly out?: string }) => {
      const known = formats.find((name) => name === format);
      if (known === undefined) throw new ThawError('unknown-format', { format, known: formats });
      const folder = resolve(cli.cwd, run);
      const path = out === undefined ? join(folder, 'exports', known) : resolve(cli.cwd, out);
      await exportModel(cli, { run: folder, format: known, out: path });
    });
}

/** Writes a run's model for other programs, and says so. Paths are absolute. */
export async function exportModel(
  cli: CliContext,
  request: { readonly run: string; readonly format: ExportFormat; readonly out: string },
): Promise<ExportResult> {
  const result = await cli.run<ExportResult>({ job: 'export', ...request });
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return result;
  }
  const words = cli.words.result;
  cli.print(words.exported(result.format, result.out));
  cli.print(words.sameScores(result.maxDifference.toExponential(1), result.comparedOn));
  const known = result.files.find((file) => file.endsWith(knownPhotosFileName));
  if (known !== undefined && result.maxFamiliarityDifference !== null)
    cli.print(words.knownPhotos(basename(known), result.maxFamiliarityDifference.toExponential(1)));
  return result;
}

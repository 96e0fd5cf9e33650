import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { knownPhotosFileName } from '../../engine/export/export-format.ts';
import {
  type ExportFormatName,
  exportFormatNames,
  exportForms,
  type ExportOptions,
  exportWeightTypes,
} from '../../shared/export-formats.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ExportResult } from '../../shared/job-results/model-results.ts';
import type { CliContext } from '../cli-context.ts';
import { parseChoice } from '../options/parse-number.ts';

interface Given {
  readonly format: string;
  readonly form: string;
  readonly weights: string;
  readonly out?: string;
  readonly zip?: boolean;
}

interface Wish extends ExportOptions {
  readonly run: string;
  readonly format: ExportFormatName;
  readonly out: string;
}

export function registerExport(program: Command, cli: CliContext): void {
  const { words } = cli;
  program
    .command('export')
    .description(words.commands.export)
    .argument('<run>', words.arguments.run)
    .requiredOption('--format <name>', words.options.format(exportFormatNames))
    .option('--form <form>', words.options.form, 'network')
    .option('--weights <type>', words.options.exportWeights, 'float32')
    .option('--out <path>', `${words.options.exportOut} ${words.options.default('RUN/exports/FORMAT')}`)
    .option('--zip', words.options.exportZip)
    .option('--json', words.options.json)
    .action(async (run: string, { format, out, form, weights, zip = false }: Given) => {
      const known = exportFormatNames.find((name) => name === format);
      if (known === undefined) throw new ThawError('unknown-format', { format, known: exportFormatNames });
      const folder = resolve(cli.cwd, run);
      const path = out === undefined ? join(folder, 'exports', known) : resolve(cli.cwd, out);
      await exportModel(cli, {
        run: folder,
        format: known,
        form: parseChoice('--form', form, exportForms, words),
        weights: parseChoice('--weights', weights, exportWeightTypes, words),
        out: zip && !/\.zip$/i.test(path) ? `${path}.zip` : path,
      });
    });
}

/** Writes a run's model for other programs, and says so. Paths are absolute. */
export async function exportModel(cli: CliContext, request: Wish): Promise<ExportResult> {
  const result = await cli.run<ExportResult>({ job: 'export', language: cli.language, ...request });
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return result;
  }
  const words = cli.words.result;
  cli.print(words.exported(result.format, result.out));
  const { maxDifference, meanDifference, comparedOn, sameTopClass } = result;
  const scores = result.weights === 'float16' ? words.halfScores : words.sameScores;
  cli.print(scores(maxDifference.toExponential(1), meanDifference.toExponential(1), comparedOn));
  cli.print(words.sameTopClass(sameTopClass, comparedOn));
  const known = result.files.find((file) => file.endsWith(knownPhotosFileName));
  if (known !== undefined && result.maxFamiliarityDifference !== null)
    cli.print(words.knownPhotos(basename(known), result.maxFamiliarityDifference.toExponential(1)));
  return result;
}

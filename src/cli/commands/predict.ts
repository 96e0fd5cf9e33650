import { resolve } from 'node:path';
import type { Command } from 'commander';
import { requireFree } from '../../engine/export/destination.ts';
import { writePredictionsCsv } from '../../engine/prediction/write-csv.ts';
import type { PredictionEvent } from '../../shared/job-events.ts';
import type { PredictResult } from '../../shared/job-results.ts';
import { formatDuration } from '../../shared/messages/format-numbers.ts';
import type { CliContext } from '../cli-context.ts';
import { predictionLine } from '../results/prediction-line.ts';
import { tellSkipped } from '../skipped-files.ts';

export function registerPredict(program: Command, cli: CliContext): void {
  const { words } = cli;
  program
    .command('predict')
    .description(words.commands.predict)
    .argument('<run>', words.arguments.run)
    .argument('<paths...>', words.arguments.paths)
    .option('--csv <file>', words.options.csv)
    .option('--json', words.options.json)
    .action(async (run: string, paths: readonly string[], options: { readonly csv?: string }) => {
      await predictPhotos(cli, {
        run: resolve(cli.cwd, run),
        paths: paths.map((path) => resolve(cli.cwd, path)),
        csv: options.csv === undefined ? null : resolve(cli.cwd, options.csv),
      });
    });
}

/** Says what is on photos; with `csv`, writes it to that file as well. Paths are absolute. */
export async function predictPhotos(
  cli: CliContext,
  request: { readonly run: string; readonly paths: string[]; readonly csv: string | null },
): Promise<PredictResult> {
  const { run, paths, csv } = request;
  // Before the photos are read, so that no work is lost to a name that is taken.
  if (csv !== null) await requireFree(csv);
  const predictions: PredictionEvent[] = [];
  const result = await cli.run<PredictResult>({ job: 'predict', run, paths }, (event) => {
    if (event.kind !== 'prediction') return;
    if (csv !== null) predictions.push(event);
    if (!cli.json) cli.print(predictionLine(event, cli));
  });
  if (csv !== null) await writePredictionsCsv(csv, Object.keys(result.counts), predictions);
  tellSkipped(cli, result.skipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
  } else {
    cli.print(cli.words.result.predicted(result.predicted, formatDuration(result.seconds, cli.language)));
    if (csv !== null) cli.print(cli.words.result.csvAt(csv));
  }
  return result;
}

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { requireFree } from '../../engine/export/destination.ts';
import { writePredictionsCsv } from '../../engine/prediction/write-csv.ts';
import type { PredictionEvent } from '../../shared/job-events.ts';
import type { PredictResult } from '../../shared/job-results/evaluation-results.ts';
import { formatDuration } from '../../shared/messages/format-numbers.ts';
import type { CliContext } from '../cli-context.ts';
import { parseWholeNumber } from '../options/parse-number.ts';
import { refuseBeside } from '../options/refuse-beside.ts';
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
    .option('--accept <percent>', words.options.accept)
    .option('--accept-all', words.options.acceptAll)
    .option('--json', words.options.json)
    .action(async (run: string, paths: readonly string[], options: PredictOptions) => {
      await predictPhotos(cli, {
        run: resolve(cli.cwd, run),
        paths: paths.map((path) => resolve(cli.cwd, path)),
        csv: options.csv === undefined ? null : resolve(cli.cwd, options.csv),
        accept: shareToAccept(options, cli.words),
      });
    });
}

interface PredictOptions {
  readonly csv?: string;
  readonly accept?: string;
  readonly acceptAll?: true;
}

/** A share, 0 to 1; null: by the run's own rule. Throws `invalid-value`, `options-conflict`. */
function shareToAccept({ accept, acceptAll }: PredictOptions, words: CliContext['words']): number | null {
  if (acceptAll) refuseBeside('--accept-all', { accept }, { accept: '--accept' });
  if (acceptAll) return 1;
  if (accept === undefined) return null;
  return parseWholeNumber('--accept', accept, words, 50, 100) / 100;
}

/** Says what is on photos; with `csv`, writes it to that file as well. Paths are absolute. */
export async function predictPhotos(
  cli: CliContext,
  request: {
    readonly run: string;
    readonly paths: string[];
    readonly csv: string | null;
    readonly accept?: number | null;
  },
): Promise<PredictResult> {
  const { run, paths, csv, accept = null } = request;
  // Before the photos are read, so that no work is lost to a name that is taken.
  if (csv !== null) await requireFree(csv);
  const predictions: PredictionEvent[] = [];
  const result = await cli.run<PredictResult>(
    { job: 'predict', run, paths, ...(accept === null ? {} : { accept }) },
    (event) => {
      if (event.kind !== 'prediction') return;
      if (csv !== null) predictions.push(event);
      if (!cli.json) cli.print(predictionLine(event, cli));
    },
  );
  if (csv !== null) await writePredictionsCsv(csv, Object.keys(result.counts), predictions);
  tellSkipped(cli, result.skipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
  } else {
    cli.print(cli.words.result.predicted(result.predicted, formatDuration(result.seconds, cli.language)));
    if (result.refused > 0) cli.print(cli.words.result.refused(result.refused));
    if (csv !== null) cli.print(cli.words.result.csvAt(csv));
  }
  return result;
}

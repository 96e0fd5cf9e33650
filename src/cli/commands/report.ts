import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { languages } from '../../shared/messages/language.ts';
import type { ReportResult } from '../../shared/job-results/evaluation-results.ts';
import type { CliContext } from '../cli-context.ts';
import { takePhotosOfRun } from '../options/photos-of-run.ts';
import { parseChoice } from '../options/parse-number.ts';
import { foundTwins } from '../results/advise.ts';

interface ReportOptions {
  readonly out?: string;
  readonly language?: string;
  readonly photos?: string;
}

export function registerReport(program: Command, cli: CliContext): void {
  const { words } = cli;
  const { options } = words;
  program
    .command('report')
    .description(words.commands.report)
    .argument('<run>', words.arguments.run)
    .option('--out <file>', `${options.reportOut} ${options.default('RUN/report.html')}`)
    .option('--language <code>', options.language)
    .option('--photos <folder>', options.photosOfRun)
    .option('--json', options.json)
    .action((run: string, given: ReportOptions) => report(cli, run, given));
}

async function report(cli: CliContext, run: string, { out, language, photos }: ReportOptions): Promise<void> {
  await takePhotosOfRun(cli, run, photos);
  const folder = resolve(cli.cwd, run);
  const result = await cli.run<ReportResult>({
    job: 'report',
    run: folder,
    out: out === undefined ? freeReport(folder) : resolve(cli.cwd, out),
    language: parseChoice('--language', language ?? cli.language, languages, cli.words),
    twins: (await foundTwins(folder))?.map((group) => [...group]) ?? null,
  });
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  cli.print(cli.words.result.reportAt(result.out));
  if (result.photosMissing > 0) cli.print(cli.words.result.reportMissing(result.photosMissing));
}

/** RUN/report.html, or the first of report-2.html and so on that is not there yet. */
function freeReport(run: string): string {
  for (let number = 1; ; number++) {
    const path = join(run, number === 1 ? 'report.html' : `report-${number}.html`);
    if (!existsSync(path)) return path;
  }
}

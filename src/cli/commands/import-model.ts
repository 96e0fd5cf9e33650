import { extname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { ImportModelResult } from '../../shared/job-results/model-results.ts';
import type { CliContext } from '../cli-context.ts';
import { dateStamp, freeFolder } from '../options/free-folder.ts';
import { parseWholeNumber } from '../options/parse-number.ts';
import { openedLines } from '../results/opened-lines.ts';
import { printEvaluations } from '../results/print-evaluations.ts';
import { tellSkipped } from '../skipped-files.ts';

export function registerImportModel(program: Command, cli: CliContext): void {
  const { words } = cli;
  const { options } = words;
  program
    .command('import-model')
    .description(words.commands.importModel)
    .argument('<file>', words.arguments.modelFile)
    .option('--out <run>', `${options.importOut} ${options.default('runs/DATE-imported')}`)
    .option('--classes <names>', options.classes)
    .option('--preprocessing <name>', options.preprocessing)
    .option('--size <pixels>', options.size)
    .option('--photos <folder>', options.importPhotos)
    .option('--json', options.json)
    .action((file: string, given: ImportOptions) => importModel(cli, file, given));
}

interface ImportOptions {
  readonly out?: string;
  readonly classes?: string;
  readonly preprocessing?: string;
  readonly size?: string;
  readonly photos?: string;
}

async function importModel(cli: CliContext, file: string, given: ImportOptions): Promise<void> {
  const { cwd } = cli;
  const { out, photos, preprocessing = null, size } = given;
  const result = await cli.run<ImportModelResult>({
    job: 'import-model',
    file: resolve(cwd, file),
    run:
      out === undefined
        ? freeFolder(join(cwd, 'runs'), `${dateStamp(new Date())}-imported`)
        : resolve(cwd, out),
    ...classesOf(cli, given),
    preprocessing,
    size: size === undefined ? null : parseWholeNumber('--size', size, cli.words, 16, 1024),
    photos: photos === undefined ? null : resolve(cwd, photos),
  });
  if (result.measured) tellSkipped(cli, result.measured.skipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  for (const line of openedLines(result, cli)) cli.print(line);
  if (result.measured) printEvaluations(cli, result.measured);
}

/** Names with commas between them, or a file that has them. */
function classesOf(
  { cwd }: Pick<CliContext, 'cwd'>,
  { classes }: ImportOptions,
): { readonly classes: string[] | null; readonly labels: string | null } {
  if (classes === undefined) return { classes: null, labels: null };
  if (!classes.includes(',') && /^\.(json|txt)$/i.test(extname(classes)))
    return { classes: null, labels: resolve(cwd, classes) };
  return { classes: classes.split(',').map((name) => name.trim()), labels: null };
}

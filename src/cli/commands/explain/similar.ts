import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { SimilarResult } from '../../../shared/job-results/explanation-results.ts';
import { formatDuration } from '../../../shared/messages/format-numbers.ts';
import type { CliContext } from '../../cli-context.ts';
import { takePhotosOfRun } from '../../options/photos-of-run.ts';
import { parseWholeNumber } from '../../options/parse-number.ts';
import { tellSkipped } from '../../skipped-files.ts';
import { pad, textWidth } from '../../terminal/text-width.ts';

interface SimilarOptions {
  readonly count?: string;
  readonly photos?: string;
}

const usualCount = 5;
/** More than anybody compares by eye. */
const mostCount = 1_000;
/** `thaw explain similar`: the training photos that photos are most like. */
export function registerSimilar(explain: Command, cli: CliContext): void {
  const { words } = cli;
  explain
    .command('similar')
    .description(words.explain.similar)
    .argument('<run>', words.arguments.run)
    .argument('<paths...>', words.arguments.paths)
    .option(
      '--count <n>',
      `${words.explain.options.similarCount} ${words.options.default(String(usualCount))}`,
    )
    .option('--photos <folder>', words.options.photosOfRun)
    .option('--json', words.options.json)
    .action((run: string, paths: string[], asked: SimilarOptions) => findSimilar(cli, run, paths, asked));
}

async function findSimilar(
  cli: CliContext,
  run: string,
  paths: readonly string[],
  { count, photos: folder }: SimilarOptions,
): Promise<void> {
  await takePhotosOfRun(cli, run, folder);
  const result = await cli.run<SimilarResult>({
    job: 'similar',
    run: resolve(cli.cwd, run),
    paths: paths.map((path) => resolve(cli.cwd, path)),
    count: count === undefined ? usualCount : parseWholeNumber('--count', count, cli.words, 1, mostCount),
  });
  tellSkipped(cli, result.skipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  for (const { file, label, similar } of result.photos) {
    cli.print(`${cli.style.ice(label)}  ${file}`);
    const width = Math.max(0, ...similar.map(({ className }) => textWidth(className)));
    for (const { similarity, className, path } of similar)
      cli.print(`  ${similarity.toFixed(3)}  ${pad(className, width, 'left')}  ${path}`);
  }
  const { photos, trainingPhotos, seconds } = result;
  cli.print(
    cli.words.explain.similarIn(photos.length, trainingPhotos, formatDuration(seconds, cli.language)),
  );
}

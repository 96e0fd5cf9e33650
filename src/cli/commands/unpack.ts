import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { UnpackIdxResult } from '../../shared/job-results/scan-results.ts';
import type { CliContext } from '../cli-context.ts';
import { shellWord } from '../terminal/shell-word.ts';

export function registerUnpack(program: Command, cli: CliContext): void {
  const { words } = cli;
  program
    .command('unpack')
    .description(words.commands.unpack)
    .argument('<folder>', words.arguments.idxFolder)
    .requiredOption('--out <dir>', words.options.out)
    .option('--json', words.options.json)
    .action((folder: string, { out }: { readonly out: string }) => unpack(cli, folder, out));
}

async function unpack(cli: CliContext, folder: string, out: string): Promise<void> {
  const result = await cli.run<UnpackIdxResult>({
    job: 'unpack-idx',
    folder: resolve(cli.cwd, folder),
    out: resolve(cli.cwd, out),
  });
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  const { photos, classes } = result;
  const { unpacked } = cli.words.result;
  cli.print(unpacked.done(photos.train, photos.test, classes.length));
  cli.print(unpacked.next(`thaw train ${shellWord(result.out)} --recipe digits`));
}

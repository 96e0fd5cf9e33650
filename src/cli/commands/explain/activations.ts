import { join, parse, resolve } from 'node:path';
import type { Command } from 'commander';
import type { ActivationsResult } from '../../../shared/job-results/explanation-results.ts';
import type { CliContext } from '../../cli-context.ts';
import { freeFile } from '../../options/free-file.ts';

interface ActivationsOptions {
  readonly layer: string;
  readonly out?: string;
}

/** `thaw explain activations`: what a layer makes of a photo. */
export function registerActivations(explain: Command, cli: CliContext): void {
  const { words } = cli;
  const { options } = words.explain;
  explain
    .command('activations')
    .description(words.explain.activations)
    .argument('<run>', words.arguments.run)
    .argument('<photo>', words.explain.photo)
    .requiredOption('--layer <name>', options.layer)
    .option(
      '--out <file>',
      `${words.options.out} ${words.options.default('RUN/explanations/PHOTO.LAYER.png')}`,
    )
    .option('--json', words.options.json)
    .action((run: string, photo: string, asked: ActivationsOptions) => drawSheet(cli, run, photo, asked));
}

async function drawSheet(
  cli: CliContext,
  run: string,
  photo: string,
  { layer, out }: ActivationsOptions,
): Promise<void> {
  const folder = resolve(cli.cwd, run);
  const file = join(folder, 'explanations', `${parse(photo).name}.${parse(layer).base}.png`);
  const result = await cli.run<ActivationsResult>({
    job: 'draw-activations',
    run: folder,
    photo: resolve(cli.cwd, photo),
    layer,
    out: out === undefined ? freeFile(file) : resolve(cli.cwd, out),
  });
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  const { channels, blank, width, height } = result;
  cli.print(cli.words.explain.channels(layer, channels, `${width} x ${height}`, blank));
  cli.print(cli.words.explain.sheetAt(result.out));
}

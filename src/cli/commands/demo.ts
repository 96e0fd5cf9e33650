import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { SampleResult } from '../../shared/job-results/scan-results.ts';
import { formatDuration } from '../../shared/messages/format-numbers.ts';
import { defaultRecipeName, recipeByName } from '../../shared/recipes/catalogue.ts';
import { splitFileSchema } from '../../shared/run-files.ts';
import type { CliContext } from '../cli-context.ts';
import { demoPhotos } from '../options/demo-photos.ts';
import { freeFolder } from '../options/free-folder.ts';
import { trainingRecipe } from '../options/training-recipe.ts';
import { exportModel } from './export.ts';
import { predictPhotos } from './predict.ts';
import { splitFolder } from './split.ts';
import { trainModel } from './train.ts';

/** Small enough for two slow cores, where the frozen pass does 5 photos/s, to be done within 3 minutes. */
const demo = {
  perClass: { train: 40, validation: 10, test: 10 },
  copies: 2,
  epochs: [30, 5],
  predicted: 2,
  seed: 7,
} as const;

export function registerDemo(program: Command, cli: CliContext): void {
  const { words } = cli;
  program
    .command('demo')
    .description(words.commands.demo)
    .option('--out <folder>', `${words.options.out} ${words.options.default('thaw-demo')}`)
    .action((options: { readonly out?: string }) =>
      runDemo(
        cli,
        options.out === undefined ? freeFolder(cli.cwd, 'thaw-demo') : resolve(cli.cwd, options.out),
      ),
    );
}

/** The main job on the sample by the same operations as the commands, in the order a person would call them. */
async function runDemo(cli: CliContext, folder: string): Promise<void> {
  const startedAt = performance.now();
  const words = cli.words.result.demo;
  const places = {
    split: join(folder, 'split'),
    run: join(folder, 'run'),
    answers: join(folder, 'answers.csv'),
    kerasH5: join(folder, 'keras-h5'),
    tfjs: join(folder, 'tfjs'),
  };
  cli.print(cli.style.bold(words.start));
  cli.print(shortened(cli));

  heading(cli, 1, words.steps.sample);
  const sample = await cli.run<SampleResult>({ job: 'provide-sample' });
  cli.print(sample.folder);

  heading(cli, 2, words.steps.split);
  await splitFolder(cli, {
    check: null,
    groups: [],
    folder: sample.folder,
    out: places.split,
    spec: { kind: 'count', ...demo.perClass },
    mode: 'list',
    seed: demo.seed,
  });

  heading(cli, 3, words.steps.train);
  const { recipe, changes } = trainingRecipe(
    { recipe: defaultRecipeName, epochs: demo.epochs.join(','), set: [`copies=${demo.copies}`] },
    cli.words,
  );
  await trainModel(cli, {
    job: 'train',
    folder: places.split,
    run: places.run,
    recipe,
    changes: [...changes],
    seed: demo.seed,
    tellTime: true,
  });

  heading(cli, 4, words.steps.predict);
  const split = splitFileSchema.parse(JSON.parse(await readFile(join(places.split, 'split.json'), 'utf8')));
  await predictPhotos(cli, {
    run: places.run,
    paths: demoPhotos(split, demo.predicted),
    csv: places.answers,
  });

  heading(cli, 5, words.steps.export);
  const plain = { form: 'network', weights: 'float32' } as const;
  await exportModel(cli, { run: places.run, format: 'keras-h5', ...plain, out: places.kerasH5 });
  await exportModel(cli, { run: places.run, format: 'tfjs', ...plain, out: places.tfjs });

  cli.print();
  cli.print(cli.style.bold(words.done(formatDuration((performance.now() - startedAt) / 1000, cli.language))));
  cli.print(`  ${folder}`);
  for (const [place, path] of Object.entries(places))
    cli.print(`  ${path}  ${cli.style.dim(words.places[place as keyof typeof places])}`);
}

function heading(cli: CliContext, step: number, what: string): void {
  cli.print();
  cli.print(cli.style.bold(cli.words.result.demo.step(step, 5, what)));
}

function shortened({ words }: CliContext): string {
  const usual = recipeByName(defaultRecipeName);
  const { train, validation, test } = demo.perClass;
  return words.result.demo.shorter(
    demo.epochs.join(' + '),
    usual.phases.map(({ epochs }) => epochs).join(' + '),
    String(train + validation + test),
    words.result.demo.copies(demo.copies, usual.copies),
  );
}

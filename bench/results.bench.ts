import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureSpeed } from '../src/engine/training/measure-speed.ts';
import { plannedSeconds, trainingWork } from '../src/service/training/training-work.ts';
import type { Recipe } from '../src/shared/recipe.ts';
import { recipeByName, recipeNames } from '../src/shared/recipes/catalogue.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { resultsTable } from './results/results-table.ts';
import { keptResult, trainRecipe } from './results/train-recipe.ts';
import { runThaw } from './run-program.ts';

/**
 * Every recipe on the same photos: how right it is, how long it takes and how much memory, beside what the document
 * it comes from has published; with `--mnist` the two for digits on MNIST's own too. A recipe that would take longer
 * than `--minutes` runs fewer epochs, as many as `--shortened` minutes have time for, and the page says so. How many is
 * worked out for all of them before the first one trains, and kept. A finished result is taken as it is: the page can be
 * made in pieces, `--recipes NAME,NAME` at a time, also beside other work, which lengthens a run without changing its
 * answers or its processor time.
 */
const options = benchOptions({ rounds: 1, count: 1000 });
const folder = join(options.work, 'results');
const split = join(folder, 'split');
/** Of a class, for training, validation and test. */
const counts = [0.8, 0.1, 0.1].map((share) => Math.floor((options.count * share) / 2));
const photos = { train: 2 * counts[0]!, validation: 2 * counts[1]!, test: 2 * counts[2]! };
const digitRecipes = ['digits', 'digits-dense'];
const onMnist = (recipe: string): string => `${recipe}-mnist`;

/** The phases' epochs: all of them where the budget has time for them, else fewer in proportion; one each at least. */
async function affordableEpochs(recipe: Recipe): Promise<readonly number[]> {
  const speeds = await measureSpeed(recipe, 2, new AbortController().signal);
  const minutes = plannedSeconds(trainingWork(recipe, photos), speeds, 1).all / 60;
  const share = minutes <= options.minutes ? 1 : options.shortened / minutes;
  return recipe.phases.map(({ epochs }) => Math.max(1, Math.floor(epochs * share)));
}

/** The epochs of every recipe that is to be run. */
async function plannedLengths(names: readonly string[]): Promise<Record<string, readonly number[]>> {
  const file = join(folder, 'lengths.json');
  const lengths: Record<string, readonly number[]> = existsSync(file)
    ? (JSON.parse(await readFile(file, 'utf8')) as Record<string, readonly number[]>)
    : {};
  for (const name of names) {
    lengths[name] ??= await affordableEpochs(recipeByName(name));
    await writeFile(file, JSON.stringify(lengths));
  }
  return lengths;
}

async function trainOnPhotos(names: readonly string[]): Promise<void> {
  if (!existsSync(join(split, 'split.json')))
    await runThaw(['split', options.photos, '--out', split, '--count', counts.join(','), '--seed', '1']);
  const lengths = await plannedLengths(names);
  for (const recipe of names)
    if (!(await keptResult(folder, recipe)))
      await trainRecipe(folder, recipe, { split, recipe, epochs: lengths[recipe]! });
}

/** At their full length, on the parts that MNIST itself has. */
async function trainOnMnist(files: string): Promise<void> {
  const pictures = join(folder, 'mnist');
  if (!existsSync(pictures)) await runThaw(['unpack', files, '--out', pictures]);
  for (const recipe of digitRecipes)
    if (!(await keptResult(folder, onMnist(recipe)))) {
      const epochs = recipeByName(recipe).phases.map((phase) => phase.epochs);
      await trainRecipe(folder, onMnist(recipe), { split: pictures, recipe, epochs });
    }
}

await mkdir(folder, { recursive: true });
if (options.mnist !== null) await trainOnMnist(options.mnist);
await trainOnPhotos(options.recipes ?? recipeNames);
const results = await Promise.all(
  recipeNames.map(async (name) => [name, await keptResult(folder, name)] as const),
);
const digits = await Promise.all(
  digitRecipes.map(async (name) => [name, await keptResult(folder, onMnist(name))] as const),
);
await writeFile(
  'docs/results.md',
  `# Every recipe on the same photos

Cats and dogs, ${counts.join(' / ')} photos of each class for training, validation and test, one seed, nothing cached before. A recipe that would take longer than ${options.minutes} minutes here runs fewer epochs, as many as ${options.shortened} minutes have time for, in its own proportions: such a result says what that time gives, not what the recipe can. Published figures come from other photos, most of them from more, and some are of validation photos; they stand here to be compared with care; "none given": the document says how to train, and no result. The accuracy is of the test photos, read once, with its 95 % interval (Wilson).

${resultsTable(results)}

## The recipes for digits on MNIST

MNIST's own 60,000 digits to learn from and 10,000 to test by, made into pictures by \`thaw unpack\`; at full length, one seed.

${resultsTable(digits)}

Measured on ${describeMachine()}, by \`npm run bench -- results --photos FOLDER --mnist FOLDER --count ${options.count} --minutes ${options.minutes} --shortened ${options.shortened}\`, where the second folder holds MNIST's four files. Other work may have run beside it: the minutes of processor, of all cores together, are what a recipe costs.
`,
);

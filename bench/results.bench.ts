import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureSpeed } from '../src/engine/training/measure-speed.ts';
import { plannedSeconds, trainingWork } from '../src/service/training/training-work.ts';
import { recipeWords } from '../src/shared/messages/en/recipe-words.ts';
import type { TrainResult } from '../src/shared/job-results.ts';
import type { Recipe } from '../src/shared/recipe.ts';
import { recipeByName, recipeNames } from '../src/shared/recipes/catalogue.ts';
import { wilsonInterval } from '../src/shared/statistics/wilson-interval.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { runThaw } from './run-program.ts';
import { markdownTable } from './statistics.ts';

/**
 * Every recipe on the same photos: how right it is, how long it takes and how much memory, beside what the document
 * it comes from has published. A recipe that would take longer than the budget runs fewer epochs, and the page says
 * so. A finished result is taken as it is: the page can be made in pieces, `--recipes NAME,NAME` at a time.
 */
const options = benchOptions({ rounds: 1, count: 1000 });
const folder = join(options.work, 'results');
const splitFolder = join(folder, 'split');
/** Of a class, for training, validation and test. */
const counts = [0.8, 0.1, 0.1].map((share) => Math.floor((options.count * share) / 2));
const photos = { train: 2 * counts[0]!, validation: 2 * counts[1]!, test: 2 * counts[2]! };

interface KeptResult {
  readonly epochs: readonly number[];
  readonly seconds: number;
  readonly peakMemoryBytes: number;
  readonly correct: number;
  readonly count: number;
}

const resultFile = (name: string): string => join(folder, `${name}.json`);

async function keptResult(name: string): Promise<KeptResult | null> {
  if (!existsSync(resultFile(name))) return null;
  return JSON.parse(await readFile(resultFile(name), 'utf8')) as KeptResult;
}

/** The phases' epochs, as many as the budget has time for, in the recipe's proportions; one each at least. */
async function affordableEpochs(recipe: Recipe): Promise<readonly number[]> {
  const speeds = await measureSpeed(recipe, 2, new AbortController().signal);
  const { all } = plannedSeconds(trainingWork(recipe, photos), speeds, 1);
  const share = Math.min(1, (60 * options.minutes) / all);
  return recipe.phases.map(({ epochs }) => Math.max(1, Math.floor(epochs * share)));
}

async function trained(recipe: Recipe): Promise<KeptResult> {
  const run = join(folder, 'run');
  await rm(run, { recursive: true, force: true });
  process.env.THAW_CACHE = join(folder, 'cache');
  const epochs = await affordableEpochs(recipe);
  const length = ['--recipe', recipe.name, '--epochs', epochs.join(','), '--seed', '1'];
  const result = await runThaw<TrainResult>(['train', splitFolder, '--out', run, ...length]);
  await rm(process.env.THAW_CACHE, { recursive: true, force: true });
  const { seconds, peakMemoryBytes } = result;
  const { correct, count } = result.test!;
  return { epochs, seconds, peakMemoryBytes, correct, count };
}

function rowOf(name: string, result: KeptResult | null): readonly string[] {
  const published = recipeWords[name]?.published ?? '';
  if (!result) return [name, 'not run', '', '', '', published];
  const { correct, count, epochs, seconds, peakMemoryBytes } = result;
  const { low, high } = wilsonInterval(correct, count);
  const full = recipeByName(name).phases.map((phase) => phase.epochs);
  const length = epochs.join(' + ');
  return [
    name,
    full.join(' + ') === length ? length : `${length} of ${full.join(' + ')}`,
    `${((100 * correct) / count).toFixed(1)} % (${(100 * low).toFixed(1)}-${(100 * high).toFixed(1)})`,
    (seconds / 60).toFixed(1),
    (peakMemoryBytes / 1e6).toFixed(0),
    published,
  ];
}

await mkdir(folder, { recursive: true });
if (!existsSync(join(splitFolder, 'split.json')))
  await runThaw(['split', options.photos, '--out', splitFolder, '--count', counts.join(','), '--seed', '1']);
for (const name of options.recipes ?? recipeNames) {
  if (await keptResult(name)) continue;
  const result = await trained(recipeByName(name));
  await writeFile(resultFile(name), JSON.stringify(result));
  console.log(`${name}: ${result.correct} of ${result.count} right`);
}
const results = await Promise.all(recipeNames.map(async (name) => rowOf(name, await keptResult(name))));
await writeFile(
  'docs/results.md',
  `# Every recipe on the same photos

Cats and dogs, ${counts.join(' / ')} photos of each class for training, validation and test, one seed, nothing cached before. A recipe that would take longer than ${options.minutes} minutes here runs fewer epochs, in its own proportions: such a result says what that time gives, not what the recipe can. Published figures come from other photos, most of them from more, and some are of validation photos; they stand here to be compared with care. The accuracy is of the test photos, read once, with its 95 % interval (Wilson).

${markdownTable(['recipe', 'epochs', 'test accuracy', 'minutes', 'peak memory, MB', 'published'], results)}

Measured on ${describeMachine()}, by \`npm run bench -- results --photos FOLDER --count ${options.count} --minutes ${options.minutes}\`.
`,
);

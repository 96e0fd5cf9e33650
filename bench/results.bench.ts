import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureSpeed } from '../src/engine/training/measure-speed.ts';
import { plannedSeconds, trainingWork } from '../src/service/training/training-work.ts';
import { recipeWords } from '../src/shared/messages/en/recipe-words.ts';
import type { TrainResult } from '../src/shared/job-results/training-results.ts';
import type { Recipe } from '../src/shared/recipe.ts';
import { recipeByName, recipeNames } from '../src/shared/recipes/catalogue.ts';
import { wilsonInterval } from '../src/shared/statistics/wilson-interval.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { runThaw } from './run-program.ts';
import { markdownTable } from './statistics.ts';

/**
 * Every recipe on the same photos: how right it is, how long it takes and how much memory, beside what the document
 * it comes from has published. A recipe that would take longer than `--minutes` runs fewer epochs, as many as
 * `--shortened` minutes have time for, and the page says so. How many is worked out for all of them before the first
 * one trains, and kept. A finished result is taken as it is: the page can be made in pieces, `--recipes NAME,NAME`
 * at a time, also beside other work, which lengthens a run without changing its answers or its processor time.
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
  /** Of all cores together, with all processes. */
  readonly processorSeconds: number;
  readonly peakMemoryBytes: number;
  readonly correct: number;
  readonly count: number;
}

const resultFile = (name: string): string => join(folder, `${name}.json`);

async function keptResult(name: string): Promise<KeptResult | null> {
  if (!existsSync(resultFile(name))) return null;
  return JSON.parse(await readFile(resultFile(name), 'utf8')) as KeptResult;
}

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

/** Seconds that ended children of this process have computed, theirs included (proc(5), fields 16 and 17 of stat). */
async function childrenSeconds(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticksPerSecond = 100;
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

async function trained(recipe: Recipe, epochs: readonly number[]): Promise<KeptResult> {
  const run = join(folder, 'run');
  await rm(run, { recursive: true, force: true });
  process.env.THAW_CACHE = join(folder, 'cache');
  const before = await childrenSeconds();
  const length = ['--recipe', recipe.name, '--epochs', epochs.join(','), '--seed', '1'];
  const result = await runThaw<TrainResult>(['train', splitFolder, '--out', run, ...length]);
  await rm(process.env.THAW_CACHE, { recursive: true, force: true });
  const { seconds, peakMemoryBytes } = result;
  const { correct, count } = result.test!;
  const processorSeconds = (await childrenSeconds()) - before;
  return { epochs, seconds, processorSeconds, peakMemoryBytes, correct, count };
}

function rowOf(name: string, result: KeptResult | null): readonly string[] {
  const published = recipeWords[name]?.published ?? '';
  if (!result) return [name, 'not run', '', '', '', '', published];
  const { correct, count, epochs, seconds, processorSeconds, peakMemoryBytes } = result;
  const { low, high } = wilsonInterval(correct, count);
  const full = recipeByName(name).phases.map((phase) => phase.epochs);
  const length = epochs.join(' + ');
  return [
    name,
    full.join(' + ') === length ? length : `${length} of ${full.join(' + ')}`,
    `${((100 * correct) / count).toFixed(1)} % (${(100 * low).toFixed(1)}-${(100 * high).toFixed(1)})`,
    (seconds / 60).toFixed(1),
    (processorSeconds / 60).toFixed(1),
    (peakMemoryBytes / 1e6).toFixed(0),
    published,
  ];
}

await mkdir(folder, { recursive: true });
if (!existsSync(join(splitFolder, 'split.json')))
  await runThaw(['split', options.photos, '--out', splitFolder, '--count', counts.join(','), '--seed', '1']);
const names = options.recipes ?? recipeNames;
const lengths = await plannedLengths(names);
for (const name of names) {
  if (await keptResult(name)) continue;
  const result = await trained(recipeByName(name), lengths[name]!);
  await writeFile(resultFile(name), JSON.stringify(result));
  console.log(`${name}: ${result.correct} of ${result.count} right`);
}
const results = await Promise.all(recipeNames.map(async (name) => rowOf(name, await keptResult(name))));
await writeFile(
  'docs/results.md',
  `# Every recipe on the same photos

Cats and dogs, ${counts.join(' / ')} photos of each class for training, validation and test, one seed, nothing cached before. A recipe that would take longer than ${options.minutes} minutes here runs fewer epochs, as many as ${options.shortened} minutes have time for, in its own proportions: such a result says what that time gives, not what the recipe can. Published figures come from other photos, most of them from more, and some are of validation photos; they stand here to be compared with care. The accuracy is of the test photos, read once, with its 95 % interval (Wilson).

${markdownTable(['recipe', 'epochs', 'test accuracy', 'minutes', 'of processor', 'peak memory, MB', 'published'], results)}

Measured on ${describeMachine()}, by \`npm run bench -- results --photos FOLDER --count ${options.count} --minutes ${options.minutes} --shortened ${options.shortened}\`. Other work may have run beside it: the minutes of processor, of all cores together, are what a recipe costs.
`,
);

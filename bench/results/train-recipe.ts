import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainResult } from '../../src/shared/job-results/training-results.ts';
import { runThaw } from '../run-program.ts';

/** What one training came to. */
export interface RecipeResult {
  readonly epochs: readonly number[];
  readonly seconds: number;
  /** Of all cores together, with all processes. */
  readonly processorSeconds: number;
  readonly peakMemoryBytes: number;
  readonly correct: number;
  readonly count: number;
}

const resultFile = (folder: string, name: string): string => join(folder, `${name}.json`);

/** What was measured before under this name; null: nothing was. */
export async function keptResult(folder: string, name: string): Promise<RecipeResult | null> {
  const file = resultFile(folder, name);
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as RecipeResult) : null;
}

/** Trains a recipe on a split with nothing cached before, tests it, and keeps what came of it under `name`. */
export async function trainRecipe(
  folder: string,
  name: string,
  {
    split,
    recipe,
    epochs,
  }: { readonly split: string; readonly recipe: string; readonly epochs: readonly number[] },
): Promise<void> {
  const run = join(folder, 'run');
  await rm(run, { recursive: true, force: true });
  process.env.THAW_CACHE = join(folder, 'cache');
  const before = await childrenSeconds();
  const length = ['--recipe', recipe, '--epochs', epochs.join(','), '--seed', '1'];
  const { seconds, peakMemoryBytes, test } = await runThaw<TrainResult>([
    'train',
    split,
    '--out',
    run,
    ...length,
  ]);
  await rm(process.env.THAW_CACHE, { recursive: true, force: true });
  const { correct, count } = test!;
  const processorSeconds = (await childrenSeconds()) - before;
  const result: RecipeResult = { epochs, seconds, processorSeconds, peakMemoryBytes, correct, count };
  await writeFile(resultFile(folder, name), JSON.stringify(result));
  console.log(`${name}: ${correct} of ${count} right`);
}

/** Seconds that ended children of this process have computed, theirs included (proc(5), fields 16 and 17 of stat). */
async function childrenSeconds(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticksPerSecond = 100;
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

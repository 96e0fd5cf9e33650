import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openWarmModel } from '../src/engine/prediction/open-warm-model.ts';
import { listPhotos } from './list-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { writeSection } from './performance-page.ts';
import { runThaw } from './run-program.ts';
import { markdownTable, percentile, spread } from './statistics.ts';

/** How long a person waits for the answer about one photo, and about a folder. */
const options = benchOptions({ rounds: 5, count: 200 });
const single = Math.min(50, options.count);
const run = join(options.work, 'prediction-run');
await mkdir(options.work, { recursive: true });
if (!existsSync(join(run, 'evaluation.json'))) {
  // What the weights are makes no difference to the time.
  await rm(run, { recursive: true, force: true });
  const split = join(options.work, 'prediction-split');
  await rm(split, { recursive: true, force: true });
  await runThaw(['split', options.photos, '--out', split, '--count', '20,5,5', '--seed', '1']);
  await runThaw(['train', split, '--out', run, '--epochs', '1,1', '--set', 'copies=1']);
}
const photos = await listPhotos(options.photos, options.count);
const paths = photos.map(({ path }) => join(options.photos, path));
const model = await openWarmModel(run);
const { signal } = new AbortController();

async function secondsFor(some: readonly string[]): Promise<number> {
  const start = performance.now();
  for await (const scored of model.score(some, signal))
    if (scored.kind === 'skipped') throw new Error(`bench: ${scored.skipped.path} was skipped`);
  return (performance.now() - start) / 1000;
}

for (const path of paths.slice(0, 5)) await secondsFor([path]);
const milliseconds: number[] = [];
for (const path of paths.slice(0, single)) milliseconds.push(1000 * (await secondsFor([path])));
const rates: number[] = [];
for (let round = 0; round < options.rounds; round++) rates.push(paths.length / (await secondsFor(paths)));
model.close();

await writeSection(
  'prediction',
  `A trained model that stays in memory, ${model.file.image.size} px, fp32, from the photo's file to its probabilities.

${markdownTable(
  ['', 'measured', 'asked'],
  [
    [`one photo, ms: median (lowest-highest) of ${single}`, spread(milliseconds, 0), 'at most 100'],
    ['one photo, ms: 95 of 100 are faster than', percentile(milliseconds, 95).toFixed(0), ''],
    [`${paths.length} photos together, photos/s: ${options.rounds} rounds`, spread(rates, 1), ''],
  ],
)}

Measured on ${describeMachine()}, by \`npm run bench -- prediction --photos FOLDER --rounds ${options.rounds} --count ${options.count}\`.`,
);

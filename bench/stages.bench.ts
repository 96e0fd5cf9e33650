import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openFeatures, openTwoPhase } from './cached-features.ts';
import { compareRounds, pairedRatios, type Contestant } from './compare-rounds.ts';
import { openKerasWorker } from './keras-worker.ts';
import { listPhotos } from './list-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { openPeak } from './peak.ts';
import { writeSection } from './performance-page.ts';
import { stageGroups } from './stage-groups.ts';
import { markdownTable, spread } from './statistics.ts';
import { openThawStages, type Precision } from './thaw-stages.ts';
import { writeNpy } from './write-npy.ts';

/** Thaw against Keras stage by stage: the same photos, the same features, turns taken in one run. */
const options = benchOptions({ rounds: 5, count: 1000 });
const { python, work, photos: folder, weights } = options;
if (!python) throw new Error('bench: Keras is needed; run npm test once, or name a Python by --python');
/** Whole batches of 20, so that no form of Keras compiles for a smaller last one. */
const share = (most: number): number => Math.min(most, Math.floor(options.count / 20) * 20);
const [frozen, fineTuned, count] = [share(120), share(200), share(options.count)];
await mkdir(work, { recursive: true });

const photos = await listPhotos(folder, count);
const thaw = await openThawStages({ folder, photos, frozen, fineTuned });
const features = await featuresForKeras(thaw.best);
const prepared = {
  size: 150,
  weights,
  paths: photos.map(({ path }) => join(folder, path)),
  labels: photos.map(({ classIndex }) => classIndex),
  frozen,
  features,
};
const keras32 = await openKerasWorker(python, 'float32', prepared);
const keras16 = await openKerasWorker(python, 'mixed_bfloat16', prepared);
const peak = await openPeak(work);
const forms = new Map<string, string>();
const amx: string[] = [];

const groups = stageGroups({ thaw, keras32, keras16 }, { frozen, fineTuned, count }, (stage, name, form) => {
  forms.set(`${stage} ${name}`, form);
});
const rows: string[][] = [];
for (const { title, stage, contestants, pairs } of groups) {
  console.log(title);
  const states: number[] = [];
  const state: Contestant = {
    name: 'AMX loop',
    async run() {
      states.push((await peak.run('amx', 2)) ?? NaN);
      return states.at(-1)!;
    },
  };
  const seen = await compareRounds(options.rounds, [state, ...contestants]);
  amx.push(`${stage} ${states.slice(1).map(Math.round).join(', ')}`);
  for (const [first, second, asked] of pairs) {
    const [mine, other] = [seen.get(first)!, seen.get(second)!];
    const form = forms.get(`${stage} ${second}`);
    rows.push([
      title,
      `${first}: ${spread(mine, 1)}`,
      `${second}${form === undefined ? '' : ` (${form})`}: ${spread(other, 1)}`,
      spread(pairedRatios(mine, other), 2),
      asked,
    ]);
  }
}
keras32.close();
keras16.close();
await thaw.close();

await writeSection(
  'stages',
  `Photos a second, ${options.rounds} rounds in which the sides take turns; ratio by round, above 1 Thaw is faster. VGG16 at 150 px, batches of 20 (Thaw's frozen pass: as in a run, 10). Thaw decodes JPEGs by TensorFlow's operation where a training finds no kept pixels of photos that a scan found whole (another size of picture, a cleared cache), and by sharp all else, every first look at a file too; Pillow decodes on as many threads. Photos: ${count} decoded and in phase 1, ${frozen} through the frozen pass, ${fineTuned} in phase 2. Thaw's epochs read their features from its cache on disk, in phase 1 once, as a run does that has so few of them; Keras's have them in memory. ${thaw.best} is what a run takes here by itself. Keras: oneDNN on, everything compiled; of its forms (model.predict on tf.data, tf.function; fit of arrays, of tf.data; with XLA and without; several steps at once) the fastest on a few photos, named in brackets.

${markdownTable(['stage', 'Thaw, photos/s', 'Keras, photos/s', 'ratio', 'asked (least / better)'], rows)}

${
  (await peak.run('amx', 1)) === null
    ? 'This processor has no AMX.'
    : `AMX runs at two speeds on some machines. GFLOP/s of its loop on registers beside every round, 2 threads: ${amx.join('; ')}.`
}

Measured on ${describeMachine()}, by \`npm run bench -- stages --photos FOLDER --weights VGG16.h5 --rounds ${options.rounds} --count ${options.count}\`.`,
);

/** Features from Thaw's cache, for the same photos: of all for phase 1, of some for phase 2. */
async function featuresForKeras(precision: Precision): Promise<Record<string, string>> {
  const twoPhase = await openTwoPhase();
  const files: Record<string, string> = {};
  for (const [layer, some] of [
    ['block5_pool', photos],
    ['block4_pool', photos.slice(0, fineTuned)],
  ] as const) {
    files[layer] = join(work, `${layer}.npy`);
    const wish = { folder, photos: some, layers: [layer], copy: null } as const;
    const stores = await openFeatures(twoPhase, { ...wish, precision, storage: 'float16' });
    await writeNpy(files[layer], stores.get(layer)!, some);
    await stores.get(layer)!.close();
  }
  return files;
}

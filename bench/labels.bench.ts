import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CheckResult } from '../src/shared/job-results/check-results.ts';
import { randomStream, shuffled } from '../src/shared/random.ts';
import { listPhotos } from './list-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { runThaw } from './run-program.ts';
import { markdownTable, spread } from './statistics.ts';
import { writeTrustSection } from './trust-page.ts';

/** How many labels that were swapped at random stand among the first tenth that `thaw check` shows. */
const options = benchOptions({ rounds: 5, count: 1000 });
const swappedShare = 0.05;
const shownShare = 0.1;
await mkdir(options.work, { recursive: true });
const photos = await listPhotos(options.photos, options.count);
const classes = [...new Set(photos.map(({ path }) => path.split('/')[0]!))].sort();

/** Copies the photos with some labels swapped; gives the paths of these. */
async function swapLabels(folder: string, round: number): Promise<ReadonlySet<string>> {
  const chosen = new Set(
    shuffled(photos, randomStream(1, 'swapped', round)).slice(0, Math.round(photos.length * swappedShare)),
  );
  const swapped = new Set<string>();
  for (const name of classes) await mkdir(join(folder, name), { recursive: true });
  for (const photo of photos) {
    const own = photo.path.split('/')[0]!;
    const given = chosen.has(photo) ? classes[(classes.indexOf(own) + 1) % classes.length]! : own;
    const path = `${given}/${own}-${basename(photo.path)}`;
    await copyFile(join(options.photos, photo.path), join(folder, path));
    if (given !== own) swapped.add(path);
  }
  return swapped;
}

const rows: {
  readonly found: number;
  readonly swapped: number;
  readonly listed: number;
  readonly first: number;
}[] = [];
for (let round = 0; round < options.rounds; round++) {
  const folder = await mkdtemp(join(options.work, 'labels-'));
  const swapped = await swapLabels(folder, round);
  const { suspects } = await runThaw<CheckResult>(['check', folder]);
  await rm(folder, { recursive: true, force: true });
  const first = suspects!.slice(0, Math.round(photos.length * shownShare));
  rows.push({
    found: first.filter(({ path }) => swapped.has(path)).length,
    swapped: swapped.size,
    listed: suspects!.length,
    first: suspects!.slice(0, swapped.size).filter(({ path }) => swapped.has(path)).length,
  });
}
await writeTrustSection(
  'labels',
  `${100 * swappedShare} % of the labels of ${photos.length.toLocaleString('en')} photos of cats and dogs were swapped, ${options.rounds} times at random. \`thaw check\` lists the photos that look more like another class, the likeliest first.

${markdownTable(
  ['', 'measured', 'asked'],
  [
    [
      `swapped labels among the first ${100 * shownShare} % of all photos, %`,
      spread(
        rows.map(({ found, swapped }) => (100 * found) / swapped),
        0,
      ),
      'at least 80',
    ],
    [
      'among as many as were swapped, %',
      spread(
        rows.map(({ first, swapped }) => (100 * first) / swapped),
        0,
      ),
      '',
    ],
    [
      'photos listed',
      spread(
        rows.map(({ listed }) => listed),
        0,
      ),
      '',
    ],
  ],
)}

Measured on ${describeMachine()}, by \`npm run bench -- labels --photos FOLDER\`.`,
);

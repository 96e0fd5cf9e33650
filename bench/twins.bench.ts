import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckResult } from '../src/shared/job-results/check-results.ts';
import { randomStream } from '../src/shared/random.ts';
import { listPhotos } from './list-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { kindsOfCopies, plantCopy } from './plant-copies.ts';
import { runThaw } from './run-program.ts';
import { markdownTable } from './statistics.ts';
import { writeTrustSection } from './trust-page.ts';

/** How many planted copies `thaw check` finds among real photos, and which untouched photos it takes for twins. */
const options = benchOptions({ rounds: 1, count: 1000 });
const copiesOfKind = 20;
await mkdir(options.work, { recursive: true });
const work = await mkdtemp(join(options.work, 'twins-'));
const folder = join(work, 'photos');
const photos = await listPhotos(options.photos, options.count);
for (const { path } of photos) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await copyFile(join(options.photos, path), join(folder, path));
}
/** The source's path by the copy's. */
const sourceOf = new Map<string, { readonly source: string; readonly kind: string }>();
const draw = randomStream(1, 'plant');
const sources = photos.map(({ path }) => path).sort(() => draw.next() - 0.5);
for (const [index, kind] of kindsOfCopies.entries())
  for (let number = 0; number < copiesOfKind; number++) {
    const source = sources[index * copiesOfKind + number]!;
    const name = `planted-${index}-${number}.jpg`;
    await plantCopy(join(options.photos, source), dirname(join(folder, source)), name, kind);
    sourceOf.set(`${dirname(source)}/${name}`, { source, kind });
  }

async function check(...words: readonly string[]): Promise<CheckResult> {
  return runThaw<CheckResult>(['check', folder, ...words]);
}

/** Pairs of untouched photos that were put together. */
function accused({ groups }: CheckResult): readonly string[] {
  return groups.flatMap(({ photos: same }) => {
    const untouched = same.map(({ path }) => path).filter((path) => !sourceOf.has(path));
    return untouched.length > 1 ? [untouched.join(' = ')] : [];
  });
}

function foundOf({ groups }: CheckResult, wanted: string): number {
  return [...sourceOf].filter(
    ([copy, { source, kind }]) =>
      kind === wanted &&
      groups.some(({ photos: same }) =>
        [copy, source].every((path) => same.some((one) => one.path === path)),
      ),
  ).length;
}

const thorough = await check();
const quick = await check('--quick');
await rm(work, { recursive: true, force: true });
const all = (result: CheckResult): number =>
  kindsOfCopies.reduce((sum, kind) => sum + foundOf(result, kind), 0);
const list = (pairs: readonly string[]): string =>
  pairs.length === 0 ? 'none' : pairs.map((pair) => `\`${pair}\``).join(', ');
await writeTrustSection(
  'twins',
  `${sourceOf.size} changed copies, ${copiesOfKind} of a kind, were planted among ${photos.length.toLocaleString('en')} photos of cats and dogs, beside their originals. Found: in one group with the original.

${markdownTable(
  ['what was done to the copy', 'thaw check', 'thaw check --quick', 'asked'],
  [
    ...kindsOfCopies.map((kind) => [
      kind,
      `${foundOf(thorough, kind)} of ${copiesOfKind}`,
      `${foundOf(quick, kind)} of ${copiesOfKind}`,
      '',
    ]),
    ['all', `${all(thorough)} of ${sourceOf.size}`, `${all(quick)} of ${sourceOf.size}`, '95 %'],
  ],
)}

Untouched photos that were put together with others: thorough ${list(accused(thorough))}; quick ${list(accused(quick))}. Asked: at most 10 that are no true twins.

Measured on ${describeMachine()}, by \`npm run bench -- twins --photos FOLDER\`.`,
);

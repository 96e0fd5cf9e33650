import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../src/shared/job-results/check-results.ts';
import { generatePhotos } from './generate-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { runThaw } from './run-program.ts';
import { markdownTable } from './statistics.ts';
import { writeTrustSection } from './trust-page.ts';

/**
 * How long `thaw check` takes for many photos: reading and hashing the files, decoding and comparing, and in its thorough
 * form beside the base's frozen pass, which training takes from the same cache.
 */
const options = benchOptions({ rounds: 1, count: 20_000 });
await mkdir(options.work, { recursive: true });
const photos = await generatePhotos(options.photos, options.work, options.count);
const caches = await mkdtemp(join(options.work, 'check-speed-'));
const check = async (cache: string, ...words: readonly string[]): Promise<number> => {
  process.env.THAW_CACHE = join(caches, cache);
  return (await runThaw<CheckResult>(['check', photos, ...words])).seconds;
};
// The first time it computes the base's features, as a training does; the second time it finds them.
await check('thorough');
const thorough = await check('thorough');
const quick = await check('quick', '--quick');
await rm(caches, { recursive: true, force: true });

const asked = options.count === 20_000 ? 'under 120' : '';
const counted = options.count.toLocaleString('en');
await writeTrustSection(
  'check-speed',
  `\`thaw check\` on ${counted} generated photos of 500 x 375 pixels: windows cut from real ones, so that many of them do overlap.

${markdownTable(
  ['', 'seconds', 'asked'],
  [
    ["thorough, the base's features cached: reading, comparing, labels", thorough.toFixed(0), asked],
    ['`--quick`, nothing cached: reading, hashing, decoding, comparing', quick.toFixed(0), ''],
  ],
)}

Measured on ${describeMachine()}, by \`npm run bench -- check-speed --photos FOLDER --count ${options.count}\`.`,
);

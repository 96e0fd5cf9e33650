import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../src/shared/job-results.ts';
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
const cache = await mkdtemp(join(options.work, 'check-speed-'));
process.env.THAW_CACHE = cache;
const quick = await runThaw<CheckResult>(['check', photos, '--quick']);
// The first computes the base's features, the second finds them.
const withFrozenPass = await runThaw<CheckResult>(['check', photos]);
const thorough = await runThaw<CheckResult>(['check', photos]);
await rm(cache, { recursive: true, force: true });

const asked = options.count === 20_000 ? 'under 120' : '';
const counted = options.count.toLocaleString('en');
await writeTrustSection(
  'check-speed',
  `\`thaw check\` on ${counted} generated photos of 500 x 375 pixels: windows cut from real ones, so that many of them do overlap.

${markdownTable(
  ['', 'seconds', 'asked'],
  [
    ['`--quick`, nothing cached: reading, hashing, decoding, comparing', quick.seconds.toFixed(0), ''],
    [
      "thorough, the base's features cached: reading, decoding, comparing, labels",
      thorough.seconds.toFixed(0),
      asked,
    ],
    ['thorough, with the frozen pass', withFrozenPass.seconds.toFixed(0), ''],
  ],
)}

Measured on ${describeMachine()}, by \`npm run bench -- check-speed --photos FOLDER --count ${options.count}\`.`,
);

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../src/shared/job-results.ts';
import { generatePhotos } from './generate-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { runThaw } from './run-program.ts';
import { markdownTable } from './statistics.ts';
import { writeTrustSection } from './trust-page.ts';

/** How long `thaw check --quick` takes for many photos: reading and hashing the files, decoding, comparing. */
const options = benchOptions({ rounds: 1, count: 20_000 });
await mkdir(options.work, { recursive: true });
const photos = await generatePhotos(options.photos, options.work, options.count);
const cache = await mkdtemp(join(options.work, 'check-speed-'));
process.env.THAW_CACHE = cache;
const first = await runThaw<CheckResult>(['check', photos, '--quick']);
const again = await runThaw<CheckResult>(['check', photos, '--quick']);
await rm(cache, { recursive: true, force: true });

const counted = options.count.toLocaleString('en');
await writeTrustSection(
  'check-speed',
  `\`thaw check --quick\` on ${counted} generated photos of 500 x 375 pixels: windows cut from real ones, so that many of them do overlap. All but the base's frozen pass, which \`thaw check\` adds and training takes from the same cache.

${markdownTable(
  ['', 'seconds', 'asked'],
  [
    [
      'nothing cached: reading, hashing, decoding and comparing',
      first.seconds.toFixed(0),
      'for 20,000 photos: 120',
    ],
    ['again, decoded photos cached', again.seconds.toFixed(0), ''],
  ],
)}

Measured on ${describeMachine()}, by \`npm run bench -- check-speed --photos FOLDER --count ${options.count}\`.`,
);

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { JobRequest } from '../src/shared/job-requests.ts';
import { watchJob } from '../test/reliability/watch-job.ts';
import { generatePhotos } from './generate-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { writeSection } from './reliability-page.ts';
import { markdownTable } from './statistics.ts';

/** What is done with photos before a network sees them, among more and more of them: time a photo, and memory. */
const options = benchOptions({ rounds: 1, count: 100_000 });
const counts = [options.count / 100, options.count / 10, options.count];
await mkdir(options.work, { recursive: true });
const work = await mkdtemp(join(options.work, 'size-'));
// Nothing is cached before.
process.env.THAW_CACHE = join(work, 'cache');

function jobsFor(folder: string, count: number): readonly JobRequest[] {
  const spec = { kind: 'ratio', train: 70, validation: 15, test: 15 } as const;
  return [
    { job: 'scan', folder },
    { job: 'split', folder, out: join(work, `split-${count}`), spec, mode: 'list', seed: 7 },
    { job: 'check', folder, depth: 'quick' },
  ];
}

const rows: string[][] = [];
try {
  for (const count of counts) {
    const photos = await generatePhotos(options.photos, options.work, count);
    for (const request of jobsFor(photos, count)) {
      const { seconds, peakBytes, longestSeconds } = await watchJob(request, resolve('dist/job.js'));
      const name = request.job === 'check' ? 'check, quick' : request.job;
      const each = ((1000 * seconds) / count).toFixed(2);
      const row = [name, count.toLocaleString('en'), seconds.toFixed(1), each];
      rows.push([...row, (peakBytes / 1e6).toFixed(0), longestSeconds.toFixed(1)]);
      console.log(rows.at(-1)!.join(' | '));
      // Each time: what is measured stays, should the rest take longer than anybody waits.
      await writeRows();
    }
  }
} finally {
  await rm(work, { recursive: true, force: true });
}

async function writeRows(): Promise<void> {
  await writeSection(
    'size',
    `Generated photos of 500 x 375 pixels in two classes: windows cut from real ones, so that many overlap. Each job once, in a process of its own, nothing cached; a job without a row was not waited for. Asked of a whole training of 100,000: at most 2,500 MB, and a time a photo that stays the same from 1,000 on. Measured here is what comes before the network: reading (\`scan\`: every file is decoded and hashed), splitting as a list, and looking for copies by hashes (\`check --quick\`). Features, training and evaluation were not measured for so many; up to 20,000 photos they are in [performance.md](performance.md).

${markdownTable(['job', 'photos', 'seconds', 'milliseconds a photo', 'most memory, MB', 'longest silence, s'], rows)}

Measured on ${describeMachine()}, other work beside it, by \`npm run bench -- size --photos FOLDER --count ${options.count}\`.`,
  );
}

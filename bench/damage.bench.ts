import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { scanMutated } from '../test/reliability/scan-mutated.ts';
import { describeMachine } from './machine.ts';
import { writeSection } from './reliability-page.ts';
import { markdownTable } from './statistics.ts';

/** Thousands of mutated files read as a person's photos are: each used, or named with a reason, within time and memory. */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '2' } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
const folder = await mkdtemp(join(tmpdir(), 'thaw-damage-'));
try {
  const { kinds, lost, longestSeconds, longestAfter, peakBytes, seconds } = await scanMutated(folder, {
    count,
    seed,
    program: resolve('dist/job.js'),
  });
  const rows = [...kinds].map(([kind, { files, used, reasons }]) => [
    kind,
    String(files),
    String(used),
    [...reasons].sort().join(', '),
  ]);
  await writeSection(
    'damage',
    `${count.toLocaleString('en')} files made from small photos of every type by a seed, read by \`thaw scan\`'s job. "Used": it decodes whole, as a photo does whose pixels alone were changed, or whose name is another type's.

${markdownTable(['what was done', 'files', 'used as photos', 'reasons named for the others'], rows)}

Crashes: 0. Files neither used nor named with a reason: ${lost.length}. Longest time in which no file was finished: ${longestSeconds.toFixed(1)} s (asked: under 10 s), after ${longestAfter}. Most memory: ${(peakBytes / 1e6).toFixed(0)} MB. In all ${(seconds / 60).toFixed(1)} minutes, other work beside it.

Measured on ${describeMachine()}, by \`npm run bench -- damage --count ${count} --seed ${seed}\`.`,
  );
  if (lost.length > 0) throw new Error(`lost: ${lost.join(', ')}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

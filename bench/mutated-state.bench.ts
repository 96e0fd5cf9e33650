import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildReader } from '../test/reliability/mutated-state/build-reader.ts';
import { readMutated, readWhole } from '../test/reliability/mutated-state/read-mutated.ts';
import { makeWholeStates } from '../test/reliability/mutated-state/whole-states.ts';
import { useTemporaryHome } from '../test/temporary-home.ts';
import { describeMachine } from './machine.ts';
import { writeSection } from './reliability-page.ts';
import { markdownTable } from './statistics.ts';

/** Thousands of mutated projects, runs, weights, models, caches and archives. */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { count: { type: 'string', default: '2000' }, seed: { type: 'string', default: '2' } },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
const home = useTemporaryHome();
const folder = mkdtempSync(join(tmpdir(), 'thaw-mutated-state-'));
try {
  const program = await buildReader(resolve('.'));
  const whole = await makeWholeStates(join(folder, 'whole'));
  const order = {
    count,
    seed,
    program,
    job: resolve('dist/job.js'),
    whole,
    processes: 2,
    folder: join(folder, 'work'),
  };
  const unmutated = await readWhole(order);
  if (Object.values(unmutated).some((said) => said !== 'read')) throw new Error(JSON.stringify(unmutated));
  const { found, peakBytes } = await readMutated(order);
  const rows = [...found].map(([kind, { files, read, codes, faults, longestSeconds }]) => [
    kind,
    files.toLocaleString('en'),
    read.toLocaleString('en'),
    [...codes].sort().join(', '),
    longestSeconds.toFixed(1),
    faults.length === 0 ? 'none' : String(faults.length),
  ]);
  await writeSection(
    'mutated-state',
    `${count.toLocaleString('en')} of each kind, one file of it mutated by a seed: truncated, flipped bits, noise, zeros, huge numbers, a piece twice, another type, other values in its JSON; archives also with names that lead out, archives and bombs inside, links, sizes and checksums that are not true. Each is read in a process that may crash. Asked: it is read (where the damage does not matter, as in a cache, whose lost records are computed again) or refused with a code; no crash; no more than 10 s; no more than 1 GB; nothing written outside; nothing read whose checksum is another. Keras's .h5 can send its library round without end: the app gives such a file up after 6 s of reading (\`model-file-endless\`). A file that takes longer than 2 s is read by the app's own job, within the same limits; its seconds are those that the job computed, its start included, which other work does not lengthen.

${markdownTable(['what', 'files', 'read', 'codes', 'longest, s', 'faults'], rows)}

Most memory: ${(peakBytes / 1e6).toFixed(0)} MB.

Measured on ${describeMachine()}, by \`npm run bench -- mutated-state --count ${count} --seed ${seed}\`.`,
  );
  for (const [kind, { faults }] of found) for (const fault of faults) console.error(`${kind}, ${fault}`);
  if ([...found.values()].some(({ faults }) => faults.length > 0)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { linkHome } from '../test/link-home.ts';
import { fullInLanes } from '../test/reliability/full-write/in-lanes.ts';
import { describeMachine } from './machine.ts';
import { rowsOfSection, writeSection } from './reliability-page.ts';
import { replaceRows } from './replace-rows.ts';
import { markdownTable } from './statistics.ts';

/**
 * A disk that is full from one write on, for every write of every task that writes, or for one in `--every`; `--lanes` at
 * once. `--only service`: at the service's own writes, and the rows of the other tasks stay as they are.
 */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    every: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
    only: { type: 'string', default: 'all' },
  },
});
const [every, lanes] = [Number(values.every), Number(values.lanes)];
const tasks = values.only === 'service' ? 'service' : 'all';
const folder = mkdtempSync(join(tmpdir(), 'thaw-full-write-'));
try {
  const places = Array.from({ length: lanes }, (_, lane) => {
    const home = join(folder, `home-${lane}`);
    linkHome(home, ['runtime', 'weights']);
    return { cli: resolve('dist/cli.js'), home };
  });
  const found = await fullInLanes(
    folder,
    places,
    (writes) => Array.from({ length: Math.ceil(writes / every) }, (_, index) => index * every + 1),
    tasks,
  );
  const rows = [...found].map(([task, { writes, tried, said, faults }]) => [
    task,
    String(writes),
    String(tried),
    [...said].map(([code, refused]) => `${code} (${[...refused].sort().join(', ')})`).join('; '),
    faults.length === 0 ? 'none' : faults.join('; '),
  ]);
  const table = replaceRows(tasks === 'all' ? [] : await rowsOfSection('full-write'), rows);
  const later = tasks === 'all' ? '' : ', the rows of the service later by `--only service`';
  await writeSection(
    'full-write',
    `A module loaded before all others refuses write number n of a job, or of the service itself, and all that follow, with ENOSPC: making folders and files, writing, flushing, copying and linking all count. Asked: a clear word; then, with room again, the task is done as if nothing had been: originals as they were, a split taken back whole, an export made again with nothing left beside it, a training at an undisturbed one's weights, bit by bit. A page that asks the service hears the word; what was acknowledged stays, in the next service too, and what was refused is not there.

${markdownTable(['task', 'writes', 'of them refused first', 'said, and which writes were refused', 'faults'], table)}

Measured on ${describeMachine()}, by \`npm run bench -- full-write --every ${every}\`${later}.`,
  );
  if ([...found.values()].some(({ faults }) => faults.length > 0)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

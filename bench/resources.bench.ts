import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { settings } from '../test/reliability/kills/kill-bench.ts';
import { sufferEverything, troubles, type TroubleName } from '../test/reliability/resources/every-trouble.ts';
import { describeMachine } from './machine.ts';
import { rowsOfSection, writeSection } from './reliability-page.ts';
import { replaceRows } from './replace-rows.ts';
import { markdownTable } from './statistics.ts';

/**
 * The program on a computer that lacks something, one thing after the other. `--only NAME,…`: some of them are taken away,
 * and the rows of the others stay as they are.
 */
const { values } = parseArgs({ args: process.argv.slice(3), options: { only: { type: 'string' } } });
const only = values.only?.split(',') ?? troubles;
for (const name of only)
  if (!troubles.includes(name as TroubleName)) throw new Error(`bench: --only takes ${troubles.join(', ')}`);
const training = ['caching-features', 'training head', 'training fine-tune', 'evaluating'];
const folder = mkdtempSync(join(tmpdir(), 'thaw-resources-'));
try {
  const found = await sufferEverything(folder, resolve('dist/cli.js'), {
    only: only as readonly TroubleName[],
    photosGone: ['scanning', ...training],
    runGone: ['training head', 'training fine-tune', 'evaluating'],
    settings,
    stopped: 'training head',
    handlesHeld: ['scanning', 'caching-features', 'training head', 'evaluating'],
    memoryHeld: ['scanning', ...training, 'exporting'],
    killedForMemory: ['scanning', 'training head', 'evaluating'],
    clocks: [1, 100],
  });
  if (found === null) throw new Error('bench: drives can be mounted by the superuser of Linux alone');
  const rows = found.map(({ trouble, when, said, faults }) => [
    trouble,
    when,
    said,
    faults.length === 0 ? 'none' : faults.join('; '),
  ]);
  const table = replaceRows(values.only === undefined ? [] : await rowsOfSection('resources'), rows);
  const later = values.only === undefined ? '' : `, some rows later by \`--only ${values.only}\``;
  await writeSection(
    'resources',
    `Each time the program is called as a person calls it, lacks one thing, and is called again when it is there. Asked: an error with this code, or "none" where it comes to its end all the same; every photo as it was; no finished epoch lost; afterwards weights that equal an undisturbed run's bit by bit (unless it went on in smaller parts for want of memory, which rounds otherwise).

How it is taken away. Read-only: a file system (tmpfs) mounted read-only, which binds the superuser too. Drive pulled out: a folder mounted over another one and unmounted at the beginning of that stage. Open files: RLIMIT_NOFILE of the job's process set to its first free number at the beginning of that stage, so that it can open nothing at all; then that of a running service, of which a page asks a new project meanwhile, beside 40 connections that come: it lives, the page hears the code, and once it may again the project is made and read and it holds no more handles than before. Memory: RLIMIT_AS of the job's process set to what it has at the beginning of that stage, or SIGKILL, as Linux sends it. GPU: none visible. Clock: a module loaded before all others puts \`Date\` a year forth and back, again and again; the times of files stay the system's. Two at once: the first is held still (SIGSTOP) in its first phase. A full disk has a table of its own; a GPU that fails while it computes is shown by \`test/webgpu/failing-device.test.ts\`.

${markdownTable(['what is missing', 'when', 'said', 'faults'], table)}

Measured on ${describeMachine()}, by \`npm run bench -- resources\`${later}.`,
  );
  if (found.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fillDisk } from '../test/reliability/fill-disk.ts';
import { describeMachine } from './machine.ts';
import { writeSection } from './reliability-page.ts';
import { markdownTable } from './statistics.ts';

/** Trainings on disks that are full after a share of what they need. */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { disks: { type: 'string', default: '12' } },
});
const disks = Number(values.disks);
const folder = mkdtempSync(join(tmpdir(), 'thaw-full-disk-'));
try {
  const shares = Array.from({ length: disks }, (_, index) => (index + 0.5) / disks);
  const found = await fillDisk(folder, resolve('dist/cli.js'), shares);
  if (found === null) throw new Error('bench: small disks can be mounted by the superuser of Linux alone');
  const rows = found.map(({ bytes, said, stage, faults }) => [
    (bytes / 1e6).toFixed(1),
    stage,
    said,
    faults.length === 0 ? 'none' : faults.join('; '),
  ]);
  await writeSection(
    'full-disk',
    `A run and its cache on a file system of this size (tmpfs), which is made larger once Thaw has said what is wrong. Then it goes on: to weights that equal an undisturbed run's bit by bit, with the originals as they were.

${markdownTable(['room, MB', 'full while', 'said', 'faults'], rows)}

Measured on ${describeMachine()}, by \`npm run bench -- full-disk --disks ${disks}\`.`,
  );
  if (found.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

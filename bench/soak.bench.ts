import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { soak, type Held } from '../test/reliability/soak.ts';
import { describeMachine } from './machine.ts';
import { writeSection } from './reliability-page.ts';
import { markdownTable } from './statistics.ts';

/** Whether anything grows over hundreds of epochs and thousands of predictions in one process. */
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { epochs: { type: 'string', default: '500' }, predictions: { type: 'string', default: '5000' } },
});
const counts = { epochs: Number(values.epochs), predictions: Number(values.predictions) };
const folder = await mkdtemp(join(tmpdir(), 'thaw-soak-'));
try {
  const soaked = await soak(folder, counts);
  const rowOf = (what: string, { after, tensors, residentBytes, handles }: Held): readonly string[] => [
    what,
    String(after),
    String(tensors),
    (residentBytes / 1e6).toFixed(0),
    String(handles),
  ];
  const rows = [
    ...soaked.epochs.map((held) => rowOf('epochs of a training', held)),
    ...soaked.predictions.map((held) => rowOf('predictions by one open model', held)),
  ];
  await writeSection(
    'soak',
    `One process, a small network from scratch, one photo a prediction. Asked: at the end as after the first ten.

${markdownTable(['what', 'after', 'tensors', 'memory, MB', 'open files and sockets'], rows)}

Measured on ${describeMachine()}, by \`npm run bench -- soak --epochs ${counts.epochs} --predictions ${counts.predictions}\`.`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

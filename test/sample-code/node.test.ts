import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import {
  answersIn,
  type AskedExport,
  askedCases,
  expectSameAnswers,
  makeAskedExport,
  quickCase,
} from './asked-export.ts';

const run = promisify(execFile);
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
/** The program resizes as Pillow does; what is printed is rounded, and JPEG decoders differ by a level. */
const within = 0.003;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-node-code-'));
  await symlink(packages, join(folder, 'node_modules'), 'junction');
  await openBackend('auto');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function answersOf(exported: AskedExport): Promise<readonly string[]> {
  const program = join(exported.folder, 'predict.mjs');
  const { stdout } = await run(process.execPath, [program, ...exported.photos]);
  return answersIn(stdout, exported);
}

describe('the program for Node', () => {
  it.each(askedCases.map((asked, index) => ({ ...asked, index })))(
    'answers as Thaw does: $name',
    async (asked) => {
      const exported = await makeAskedExport(join(folder, String(asked.index)), asked, 'tfjs');
      expectSameAnswers(await answersOf(exported), exported, within);
    },
  );

  it.each(['network', 'photo'] as const)('asks a graph of the form %s', async (form) => {
    const exported = await makeAskedExport(join(folder, form), quickCase, 'tfjs-graph', form);
    expectSameAnswers(await answersOf(exported), exported, within);
  });
});

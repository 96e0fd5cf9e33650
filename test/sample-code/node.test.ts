import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { answersIn, askedCases, expectSameAnswers, makeAskedExport } from './asked-export.ts';

const run = promisify(execFile);
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
/** libvips shrinks a photo in two steps where Pillow does it in one. */
const within = 0.02;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-node-code-'));
  await symlink(packages, join(folder, 'node_modules'), 'junction');
  await openBackend('auto');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('the program for Node', () => {
  it.each(askedCases.map((asked, index) => ({ ...asked, index })))(
    'answers as Thaw does: $name',
    async (asked) => {
      const exported = await makeAskedExport(join(folder, String(asked.index)), asked, 'tfjs');
      const { stdout } = await run(process.execPath, [join(exported.folder, 'ask.mjs'), ...exported.photos]);
      expectSameAnswers(answersIn(stdout, exported), exported, within);
    },
  );
});

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
  type AskedRun,
  askedCases,
  expectSameAnswers,
  exportAsked,
  makeAskedRun,
  quickCase,
} from './asked-export.ts';
import { waysWith } from './ways-with.ts';

const run = promisify(execFile);
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
/** The program resizes as Pillow does; what is printed is rounded, and JPEG decoders differ by a level. */
const within = 0.003;
let folder: string;
let quick: AskedRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-node-code-'));
  await symlink(packages, join(folder, 'node_modules'), 'junction');
  await openBackend('auto');
  quick = await makeAskedRun(join(folder, 'quick'), quickCase);
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
  it.each(waysWith('node', within))('answers as Thaw does: $format, $form', async (way) => {
    const exported = await exportAsked(quick, way.format, way.form);
    expectSameAnswers(await answersOf(exported), exported, way.within);
  });

  const others = askedCases.filter((asked) => asked !== quickCase);
  it.each(others.map((asked, index) => ({ ...asked, index })))(
    'answers as Thaw does: tfjs, $name',
    async (asked) => {
      const made = await makeAskedRun(join(folder, String(asked.index)), asked);
      const exported = await exportAsked(made, 'tfjs', 'network');
      expectSameAnswers(await answersOf(exported), exported, within);
    },
  );
});

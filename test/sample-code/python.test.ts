import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { pythonWithKeras, skippedWithoutKeras } from '../python-with-keras.ts';
import {
  answersIn,
  type AskedExport,
  askedCases,
  expectSameAnswers,
  makeAskedExport,
  quickCase,
} from './asked-export.ts';

const run = promisify(execFile);
/** Pillow resizes as Thaw does; what is printed is rounded, and JPEG decoders differ by a level. */
const within = 0.003;
/** A model that resizes by itself does not round to 8 bits in between. */
const withinResizedInside = 0.01;
let folder: string;

async function answersOf(exported: AskedExport): Promise<readonly string[]> {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', PYTHONIOENCODING: 'utf-8' };
  const program = join(exported.folder, 'predict.py');
  const { stdout } = await run(pythonWithKeras!, [program, ...exported.photos], { env });
  return answersIn(stdout, exported);
}

describe.skipIf(pythonWithKeras === null)(`the program for Python${skippedWithoutKeras}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-python-code-'));
    await openBackend('auto');
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it.each(askedCases.map((asked, index) => ({ ...asked, index })))(
    'answers as Thaw does by Keras: $name',
    async (asked) => {
      const exported = await makeAskedExport(join(folder, String(asked.index)), asked, 'keras-h5');
      expectSameAnswers(await answersOf(exported), exported, within);
    },
  );

  it.each([
    ['savedmodel', 'network', within],
    ['savedmodel', 'photo', withinResizedInside],
  ] as const)('asks %s of the form %s', async (format, form, allowed) => {
    const exported = await makeAskedExport(join(folder, `${format}-${form}`), quickCase, format, form);
    expectSameAnswers(await answersOf(exported), exported, allowed);
  });
});

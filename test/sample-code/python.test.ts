import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { pythonWithKeras, skippedWithoutKeras } from '../python-with-keras.ts';
import { answersIn, askedCases, expectSameAnswers, makeAskedExport } from './asked-export.ts';

const run = promisify(execFile);
/** Pillow resizes as Thaw does; what is printed is rounded, and JPEG decoders differ by a level. */
const within = 0.003;
let folder: string;

describe.skipIf(pythonWithKeras === null)(`the program for Keras${skippedWithoutKeras}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-python-code-'));
    await openBackend('auto');
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it.each(askedCases.map((asked, index) => ({ ...asked, index })))(
    'answers as Thaw does: $name',
    async (asked) => {
      const exported = await makeAskedExport(join(folder, String(asked.index)), asked, 'keras-h5');
      const environment = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', PYTHONIOENCODING: 'utf-8' };
      const { stdout } = await run(pythonWithKeras!, ['ask.py', ...exported.photos], {
        cwd: exported.folder,
        env: environment,
      });
      expectSameAnswers(answersIn(stdout, exported), exported, within);
    },
  );
});

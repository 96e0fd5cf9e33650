import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';
import * as z from 'zod';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../python-with-keras.ts';
import {
  answersIn,
  type AskedCase,
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
/** Pillow resizes as Thaw does; what is printed is rounded, and JPEG decoders differ by a level. */
const within = 0.003;
const others = askedCases.filter((asked) => asked !== quickCase);
const cases = [
  ...waysWith('python', within).map((way) => ({ ...way, asked: quickCase })),
  ...others.map((asked) => ({ format: 'keras-h5' as const, form: 'network' as const, within, asked })),
];

describe.skipIf(pythonWithKeras === null)(`the program for Python${skippedWithoutKeras}`, () => {
  let folder: string;
  const exported: AskedExport[] = [];
  let printed: readonly string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-python-code-'));
    await openBackend('auto');
    const runs = new Map<AskedCase, AskedRun>();
    for (const { asked, format, form } of cases) {
      const made = runs.get(asked) ?? (await makeAskedRun(join(folder, String(runs.size)), asked));
      runs.set(asked, made);
      exported.push(await exportAsked(made, format, form));
    }
    const jobs = join(folder, 'jobs.json');
    await writeFile(jobs, JSON.stringify(exported.map((each) => [programOf(each), ...each.photos])));
    printed = z.array(z.string()).parse(await runKeras('run-programs.py', [jobs]));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it.each(cases.map((each, index) => ({ ...each, index })))(
    'answers as Thaw does: $format, $form, $asked.name',
    ({ index, within: allowed }) => {
      expectSameAnswers(answersIn(printed[index]!, exported[index]!), exported[index]!, allowed);
    },
  );

  it('answers as Thaw does, started as its first lines say', async () => {
    const [first] = exported as [AskedExport];
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', PYTHONIOENCODING: 'utf-8' };
    const { stdout } = await run(pythonWithKeras!, [programOf(first), ...first.photos], { env });
    expectSameAnswers(answersIn(stdout, first), first, cases[0]!.within);
  });
});

function programOf({ folder }: AskedExport): string {
  return join(folder, 'predict.py');
}

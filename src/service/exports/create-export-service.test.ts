import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import type { ExportNews, FormatView } from '../../shared/app/work-view.ts';
import { isInside } from '../../engine/dataset/is-inside.ts';
import { exportFormatNames, exportFormats } from '../../shared/export-formats.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { modelFolder, openModel, saveModel } from '../../engine/models/model-folder.ts';
import { jobsInProcess } from '../fixtures/jobs-in-process.ts';
import { startJob } from '../jobs/run-job.ts';
import type { Project } from '../projects/project.ts';
import type { ExportService } from '../services.ts';
import { kitBytes } from '../../engine/export/kit/kit-bytes.ts';
import { createExportService } from './create-export-service.ts';

const entry = fileURLToPath(new URL('./fixtures/fake-export.mjs', import.meta.url));
const both: readonly FormatView['format'][] = ['keras-h5', 'tfjs'];
const plain = { form: 'network', weights: 'float32' } as const;
const never = new AbortController().signal;
const made = madeModel({ network: smallConvnet, size: 96, classes: ['cats', 'dogs'], boldness: 1 });
let folder: string;
let out: string;
let service: ExportService;
let started: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-exports-'));
  out = join(folder, 'out');
  for (const run of ['good', 'differ', 'crash', 'hang']) {
    await mkdir(join(folder, 'runs', run, 'model'), { recursive: true });
    await writeFile(join(folder, 'runs', run, 'model', 'weights.safetensors'), Buffer.alloc(1000));
  }
  service = createExportService({
    store: { open: () => Promise.resolve({ runsFolder: join(folder, 'runs') } as Project) },
    requireAllowed: (path) =>
      isInside(folder, path)
        ? Promise.resolve()
        : Promise.reject(new ThawError('folder-not-allowed', { path, roots: [folder] })),
    start: (request) => {
      started.push(request.format);
      return startJob(request, { entry, grace: 200 });
    },
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function write(run: string, formats = both, signal = never): Promise<ExportNews[]> {
  started = [];
  const seen: ExportNews[] = [];
  const input = { project: 'p', run, formats: [...formats], ...plain, out };
  for await (const news of service.write(input, signal)) seen.push(news);
  return seen;
}

const statesOf = (news: ExportNews): string[] => news.formats.map(({ state }) => state);

it('lists the formats with the size of the weights, and says where there is no model', async () => {
  expect(await service.formats({ project: 'p', run: 'good' })).toEqual(
    exportFormatNames.map((format) => ({
      format,
      ...exportFormats[format],
      bytes: kitBytes(format, 1000),
    })),
  );
  await expect(service.formats({ project: 'p', run: 'none' })).rejects.toMatchObject({
    code: 'run-has-no-model',
  });
  await expect(service.formats({ project: 'p', run: '../good' })).rejects.toMatchObject({
    code: 'run-not-found',
  });
});

describe('writing', () => {
  it('goes from format to format and tells what was checked', async () => {
    const news = await write('good');
    expect(started).toEqual(['keras-h5', 'tfjs']);
    const steps = news.map((item) => statesOf(item).join(' '));
    expect([...new Set(steps)]).toEqual(expect.arrayContaining(['same writing', 'same same']));
    expect(news.map(({ done }) => done)).toEqual([...Array<boolean>(news.length - 1).fill(false), true]);
    expect(news.at(-1)).toMatchObject({ out, done: true });
    expect(news.at(-1)!.formats[1]).toEqual({
      format: 'tfjs',
      state: 'same',
      bytes: 123,
      checked: 9,
      comparedOn: 9,
      maxDifference: 1e-7,
      meanDifference: 1e-8,
      sameTopClass: 9,
      maxFamiliarityDifference: 2e-7,
      sameAnswers: 9,
      openedWith: 'tfjs reader 1.0',
      out: join(out, 'tfjs'),
      error: null,
    });
  });

  it('writes only what is asked for', async () => {
    expect((await write('good', ['tfjs'])).at(-1)!.formats.map(({ format }) => format)).toEqual(['tfjs']);
    expect(started).toEqual(['tfjs']);
  });

  it('goes on with the next format where one fails', async () => {
    const { formats } = (await write('crash')).at(-1)!;
    expect(formats.map(({ state }) => state)).toEqual(['failed', 'same']);
    expect(formats[0]!.error).toMatchObject({ code: 'job-crashed', facts: { exitCode: 139 } });
  });

  it('says where an export lies whose scores differ, and what of them', async () => {
    const { formats } = (await write('differ')).at(-1)!;
    expect(formats).toMatchObject([
      { state: 'failed', maxDifference: null, maxFamiliarityDifference: 0.01 },
      {
        state: 'failed',
        maxDifference: 0.01,
        maxFamiliarityDifference: null,
        out: join(out, 'tfjs.scores-differ'),
        error: { code: 'export-scores-differ' },
      },
    ]);
  });

  it('cancels what is not written yet', async () => {
    started = [];
    const abort = new AbortController();
    let last: ExportNews | null = null;
    const input = { project: 'p', run: 'hang', formats: [...both], ...plain, out };
    for await (const news of service.write(input, abort.signal)) {
      last = news;
      if (statesOf(news)[1] === 'writing') abort.abort();
    }
    expect(statesOf(last!)).toEqual(['same', 'writing']);
    expect(started).toEqual(['keras-h5', 'tfjs']);
  });

  it('leaves what was written and nothing of what was not', async () => {
    const place = join(folder, 'cancelled');
    await saveModel(modelFolder(join(folder, 'runs', 'made')), made.file, made.weights);
    const real = createExportService({
      store: { open: () => Promise.resolve({ runsFolder: join(folder, 'runs') } as Project) },
      requireAllowed: () => Promise.resolve(),
      start: jobsInProcess().startJob,
    });
    for (const state of ['writing', 'checking']) {
      const abort = new AbortController();
      const to = join(place, state);
      const input = { project: 'p', run: 'made', formats: [...both], ...plain, out: to };
      for await (const news of real.write(input, abort.signal))
        if (statesOf(news)[1] === state) abort.abort();
      expect(abort.signal.aborted).toBe(true);
      expect(await readdir(to)).toEqual(['keras-h5']);
      await access(join(to, 'keras-h5', 'parity.json'));
    }
    expect((await openModel(join(folder, 'runs', 'made'))).weights).toEqual(made.weights);
  });

  it('is over when its reader goes', async () => {
    started = [];
    for await (const news of service.write(
      { project: 'p', run: 'hang', formats: [...both], ...plain, out },
      never,
    ))
      if (statesOf(news)[0] === 'writing') break;
    expect(started).toEqual(['keras-h5']);
  });

  it('goes only where the app may go', async () => {
    const input = {
      project: 'p',
      run: 'good',
      formats: [...both],
      ...plain,
      out: join(tmpdir(), 'elsewhere'),
    };
    await expect(service.write(input, never)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'folder-not-allowed',
    });
  });
});

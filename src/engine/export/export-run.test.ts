import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import { type JobContext, silentContext } from '../job/job-context.ts';
import { modelFolder, saveModel } from '../models/model-folder.ts';
import { compareScores } from './compare-scores.ts';
import { exportRun } from './export-run.ts';

vi.mock(import('./compare-scores.ts'), async (original) => {
  const actual = await original();
  return { ...actual, compareScores: vi.fn(actual.compareScores) };
});

const classes = ['cats', 'dogs', 'Käfer'];
let folder: string;
let run: string;
let out: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-export 导出-'));
  run = join(folder, 'run');
  const model = madeModel({ network: smallConvnet, size: 96, classes, boldness: 100 });
  await saveModel(modelFolder(run), model.file, model.weights);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  out = join(folder, `out ${count++}`, 'export');
});

/** All files below a folder, hidden ones too. */
async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function bytesBelow(path: string): Promise<number> {
  const names = await filesBelow(path);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe.each([
  { format: 'keras-h5', modelFile: 'model.h5', openedWith: /^h5wasm \d+\.\d+/ },
  { format: 'tfjs', modelFile: 'model.json', openedWith: /^TensorFlow\.js 4\.\d+/ },
])('exporting $format', ({ format, modelFile, openedWith }) => {
  it('writes a folder with labels and preprocessing that scores the same', async () => {
    const events: JobEvent[] = [];
    const result = await exportRun(
      { run, format, out },
      { ...silentContext, report: (event) => events.push(event) },
    );
    expect(result.maxDifference).toBeLessThan(1e-4);
    expect(result).toMatchObject({ comparedOn: 8, sameAnswers: 8 });
    expect(result.openedWith).toMatch(openedWith);
    expect(result.bytes).toBe(await bytesBelow(out));
    expect(result.files).toEqual(
      expect.arrayContaining([modelFile, 'labels.json'].map((file) => join(out, file))),
    );
    expect((await filesBelow(join(out, '..'))).sort()).toEqual(
      result.files.map((file) => file.slice(out.length + 1)).sort(),
    );
    const labels = JSON.parse(await readFile(join(out, 'labels.json'), 'utf8')) as unknown;
    expect(labels).toMatchObject({ classes, output: { kind: 'softmax' } });
    const stages = events.flatMap((event) => (event.kind === 'stage' ? [event.stage] : []));
    expect(stages).toEqual(['exporting', 'checking']);
  });

  it('never writes over what exists', async () => {
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'mine'), 'mine');
    const exporting = exportRun({ run, format, out }, silentContext);
    await expect(exporting).rejects.toMatchObject({ code: 'export-destination-taken', facts: { path: out } });
    expect(await filesBelow(join(out, '..'))).toEqual(['mine']);
  });

  it('leaves nothing when it is cancelled', async () => {
    const abort = new AbortController();
    const context: JobContext = {
      ...silentContext,
      signal: abort.signal,
      report: (event) => {
        if (event.kind === 'stage' && event.stage === 'checking') abort.abort();
      },
    };
    await expect(exportRun({ run, format, out }, context)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await filesBelow(join(out, '..'))).toEqual([]);
  });

  it.each([2e-4, Infinity])('keeps an export apart whose scores differ by %f', async (maxDifference) => {
    vi.mocked(compareScores).mockResolvedValueOnce({ maxDifference, sameAnswers: 0 });
    const keptAt = `${out}.scores-differ`;
    await expect(exportRun({ run, format, out }, silentContext)).rejects.toMatchObject({
      code: 'export-scores-differ',
      facts: { format, maxDifference, allowed: 1e-4, keptAt },
    });
    expect(await readdir(join(out, '..'))).toEqual(['export.scores-differ']);
    expect(await readdir(keptAt)).toContain(modelFile);
  });
});

it('writes one file under its own name where the format has one', async () => {
  const { files } = await exportRun({ run, format: 'keras-h5', out: `${out}.h5` }, silentContext);
  expect(files).toEqual([`${out}.h5`, `${out}.labels.json`, `${out}.preprocessing.json`]);
  expect((await readdir(join(out, '..'))).sort()).toEqual([
    'export.h5',
    'export.labels.json',
    'export.preprocessing.json',
  ]);
});

it('does not take the place of labels that stand beside a single file', async () => {
  await mkdir(join(out, '..'), { recursive: true });
  await writeFile(`${out}.labels.json`, 'mine');
  const exporting = exportRun({ run, format: 'keras-h5', out: `${out}.h5` }, silentContext);
  await expect(exporting).rejects.toMatchObject({ facts: { path: `${out}.labels.json` } });
});

it('knows its formats', async () => {
  await expect(exportRun({ run, format: 'onnx', out }, silentContext)).rejects.toMatchObject({
    code: 'unknown-format',
    facts: { format: 'onnx', known: ['keras-h5', 'tfjs'] },
  });
});

it('makes nothing for a run without a model', async () => {
  const empty = join(folder, 'empty');
  await mkdir(empty);
  const exporting = exportRun({ run: empty, format: 'tfjs', out }, silentContext);
  await expect(exporting).rejects.toMatchObject({ code: 'run-has-no-model' });
  await expect(readdir(join(out, '..'))).rejects.toThrow('ENOENT');
});

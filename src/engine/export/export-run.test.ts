import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPromise } from 'yauzl';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import { saveKnowingModel } from '../../../test/made-rule.ts';
import { exportFormatNames } from '../../shared/export-formats.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import { type JobContext, silentContext } from '../job/job-context.ts';
import { modelFolder, openModel, saveModel } from '../models/model-folder.ts';
import { decodeNpy } from '../storage/npy.ts';
import { compareScores } from './compare-scores.ts';
import { makePicture } from './comparison-pictures.ts';
import { exportRun } from './export-run.ts';
import { exportFormatByName } from './formats.ts';

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
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

const isChecked = (event: JobEvent): boolean => event.kind === 'progress' && event.done === event.total;
const cancelledWhere: readonly { where: string; is: (event: JobEvent) => boolean; ending: string }[] = [
  {
    where: 'while the model is written',
    is: (event) => event.kind === 'stage' && event.stage === 'exporting',
    ending: '',
  },
  {
    where: 'while it is checked',
    is: (event) => event.kind === 'stage' && event.stage === 'checking',
    ending: '',
  },
  { where: 'once it was checked', is: isChecked, ending: '' },
  { where: 'before it is packed', is: isChecked, ending: '.zip' },
];

async function bytesBelow(path: string): Promise<number> {
  const names = await filesBelow(path);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe.each([
  { format: 'keras', modelFile: 'model.keras', openedWith: /^yauzl \d+\.\d+\.\d+, h5wasm \d+\.\d+/ },
  { format: 'keras-h5', modelFile: 'model.h5', openedWith: /^h5wasm \d+\.\d+/ },
  { format: 'onnx', modelFile: 'model.onnx', openedWith: /^onnxruntime \d+\.\d+/ },
  { format: 'tfjs', modelFile: 'model.json', openedWith: /^TensorFlow\.js 4\.\d+/ },
])('exporting $format', ({ format, modelFile, openedWith }) => {
  it('writes a folder with labels and preprocessing that scores the same', async () => {
    const events: JobEvent[] = [];
    const result = await exportRun(
      { run, format, out },
      { ...silentContext, report: (event) => events.push(event) },
    );
    expect(result.maxDifference).toBeLessThan(1e-4);
    expect(result).toMatchObject({ comparedOn: 8, sameAnswers: 8, sameTopClass: 8 });
    expect(result.meanDifference).toBeLessThanOrEqual(result.maxDifference);
    expect(result.openedWith).toMatch(openedWith);
    expect(result.bytes).toBe(await bytesBelow(out));
    expect(result.files).toEqual(
      expect.arrayContaining([modelFile, 'labels.json'].map((file) => join(out, file))),
    );
    expect((await filesBelow(out)).sort()).toEqual(
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
    expect(await filesBelow(join(out, '..'))).toEqual(['export/mine']);
  });

  it.each(cancelledWhere)(
    'leaves nothing when it is cancelled $where, and what lay there',
    async ({ is, ending }) => {
      await exportRun({ run, format, out: `${out}-before${ending}` }, silentContext);
      const before = await filesBelow(join(out, '..'));
      const abort = new AbortController();
      const context: JobContext = {
        ...silentContext,
        signal: abort.signal,
        report: (event) => {
          if (is(event)) abort.abort();
        },
      };
      const exporting = exportRun({ run, format, out: `${out}${ending}` }, context);
      await expect(exporting).rejects.toMatchObject({ code: 'cancelled' });
      expect(abort.signal.aborted).toBe(true);
      expect(await readdir(join(out, '..'))).toEqual([`export-before${ending}`]);
      expect(await filesBelow(join(out, '..'))).toEqual(before);
      // It is to be had after all.
      await exportRun({ run, format, out: `${out}${ending}` }, silentContext);
    },
  );

  it.each([2e-4, Infinity])('keeps an export apart whose scores differ by %f', async (maxDifference) => {
    vi.mocked(compareScores).mockResolvedValueOnce({
      maxDifference,
      meanDifference: maxDifference,
      maxFamiliarityDifference: null,
      sameAnswers: 0,
      sameTopClass: 0,
    });
    const keptAt = `${out}.scores-differ`;
    await expect(exportRun({ run, format, out }, silentContext)).rejects.toMatchObject({
      code: 'export-scores-differ',
      facts: { format, differs: 'probability', maxDifference, allowed: 1e-4, keptAt },
    });
    expect(await readdir(join(out, '..'))).toEqual(['export.scores-differ']);
    expect(await readdir(keptAt)).toContain(modelFile);
  });
});

describe.each(['keras', 'keras-h5', 'onnx', 'tfjs'])(
  'a rule for "none of these" in an export to %s',
  (format) => {
    const rule = { confidence: 0.4, familiarity: 0.9 };
    let knowing: string;
    beforeAll(async () => {
      knowing = join(folder, `knowing ${format}`);
      const model = madeModel({ network: smallConvnet, size: 96, classes, boldness: 100 });
      await saveKnowingModel(knowing, model, rule);
    });
    const familiarityIn = async (path: string): Promise<unknown> =>
      (JSON.parse(await readFile(path, 'utf8')) as { familiarity?: unknown }).familiarity;

    it('goes with the known photos, and is compared', async () => {
      const result = await exportRun({ run: knowing, format, out }, silentContext);
      expect(result.maxFamiliarityDifference).toBeLessThan(1e-4);
      expect(result).toMatchObject({ comparedOn: 8, sameAnswers: 8, sameTopClass: 8 });
      expect(result.meanDifference).toBeLessThanOrEqual(result.maxDifference);
      expect(result.files).toContain(join(out, 'known-photos.npy'));
      const { known } = await openModel(knowing);
      const labels = JSON.parse(await readFile(join(out, 'labels.json'), 'utf8')) as unknown;
      expect(labels).toMatchObject({
        leastConfidence: 0.4,
        familiarity: { least: 0.9, neighbour: 3, knownPhotos: { photos: 12, channels: known!.channels } },
      });
      const file = join(out, 'known-photos.npy');
      expect(decodeNpy(await readFile(file), file)).toEqual({
        shape: [12, known!.channels],
        values: known!.features,
      });
    });

    it("is a person's own where there is one, and nothing where every answer stands", async () => {
      const own = { schemaVersion: 1, share: 0.8 };
      const file = join(knowing, 'acceptance.json');
      await writeFile(file, JSON.stringify({ ...own, rule: { confidence: 0.5, familiarity: 0.8 } }));
      await exportRun({ run: knowing, format, out }, silentContext);
      expect(await familiarityIn(join(out, 'labels.json'))).toMatchObject({ least: 0.8 });
      await writeFile(file, JSON.stringify({ ...own, rule: { confidence: 0.5, familiarity: null } }));
      await exportRun({ run: knowing, format, out: `${out} 2` }, silentContext);
      expect(await familiarityIn(join(`${out} 2`, 'labels.json'))).toBeUndefined();
      expect(await readdir(`${out} 2`)).not.toContain('known-photos.npy');
      await writeFile(file, JSON.stringify({ ...own, rule: null }));
      const { maxFamiliarityDifference } = await exportRun(
        { run: knowing, format, out: `${out} 3` },
        silentContext,
      );
      expect(maxFamiliarityDifference).toBeNull();
      await rm(file);
    });

    it('keeps an export apart whose known photos are not those of the model', async () => {
      vi.mocked(compareScores).mockResolvedValueOnce({
        maxDifference: 0,
        meanDifference: 0,
        sameTopClass: 8,
        maxFamiliarityDifference: 2e-4,
        sameAnswers: 8,
      });
      await expect(exportRun({ run: knowing, format, out }, silentContext)).rejects.toMatchObject({
        code: 'export-scores-differ',
        facts: { differs: 'familiarity', maxDifference: 2e-4 },
      });
    });

    it('is read back from its own files without keeping memory, and they are refused where they do not belong together', async () => {
      await exportRun({ run: knowing, format, out }, silentContext);
      const opening = () => exportFormatByName(format).open(out);
      const { numTensors } = tf.memory();
      const reader = await opening();
      const answered = await reader.answer(makePicture(0, 96), 1);
      expect(answered.familiarities).toHaveLength(1);
      reader.close();
      expect(tf.memory().numTensors).toBe(numTensors);
      const labelsFile = join(out, 'labels.json');
      const labels = await readFile(labelsFile, 'utf8');
      for (const [changed, to] of [
        [/"layer": "[^"]+"/, '"layer": "none"'],
        [/"photos": 12/, '"photos": 11'],
      ] as const) {
        expect(labels).toMatch(changed);
        await writeFile(labelsFile, labels.replace(changed, to));
        await expect(opening()).rejects.toMatchObject({ code: 'file-damaged' });
      }
      await writeFile(labelsFile, labels);
      await rm(join(out, 'known-photos.npy'));
      await expect(opening()).rejects.toMatchObject({ code: 'file-damaged' });
    });
  },
);

it('does not take the place of known photos that stand beside a single file', async () => {
  const knowing = join(folder, 'knowing file');
  const model = madeModel({ network: smallConvnet, size: 96, classes, boldness: 100 });
  await saveKnowingModel(knowing, model, { confidence: 0.4, familiarity: 0.9 });
  await mkdir(join(out, '..'), { recursive: true });
  await writeFile(`${out}.known-photos.npy`, 'mine');
  const exporting = exportRun({ run: knowing, format: 'keras-h5', out: `${out}.h5` }, silentContext);
  await expect(exporting).rejects.toMatchObject({ facts: { path: `${out}.known-photos.npy` } });
});

it('packs the whole kit into one archive', async () => {
  const path = `${out}.zip`;
  const result = await exportRun({ run, format: 'tfjs', out: path }, silentContext);
  expect(result).toMatchObject({ files: [path], out: path });
  expect(result.bytes).toBe((await stat(path)).size);
  expect(await filesBelow(join(out, '..'))).toEqual(['export.zip']);
  const zip = await openPromise(path, { autoClose: true });
  const names: string[] = [];
  for await (const { fileName } of zip.eachEntry()) names.push(fileName);
  for (const name of [
    'model.json',
    'labels.json',
    'README.md',
    'predict.mjs',
    'index.html',
    'page/tf.min.js',
  ])
    expect(names).toContain(`export/${name}`);
  await expect(exportRun({ run, format: 'tfjs', out: path }, silentContext)).rejects.toMatchObject({
    code: 'export-destination-taken',
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
  await expect(exportRun({ run, format: 'onnxx', out }, silentContext)).rejects.toMatchObject({
    code: 'unknown-format',
    facts: { format: 'onnxx', known: exportFormatNames },
  });
});

it('makes nothing for a run without a model', async () => {
  const empty = join(folder, 'empty');
  await mkdir(empty);
  const exporting = exportRun({ run: empty, format: 'tfjs', out }, silentContext);
  await expect(exporting).rejects.toMatchObject({ code: 'run-has-no-model' });
  await expect(readdir(join(out, '..'))).rejects.toThrow('ENOENT');
});

import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import type { PhotoAnswer } from '../../shared/run-files.ts';
import { openBackend } from '../backend/open-backend.ts';
import { silentContext } from '../job/job-context.ts';
import { modelFolder, openModel, saveModel } from '../models/model-folder.ts';
import { openScorer } from '../prediction/open-scorer.ts';
import { makePicture } from './comparison-pictures.ts';
import { exportRun } from './export-run.ts';

vi.mock(import('../prediction/open-scorer.ts'), async (original) => {
  const actual = await original();
  return { ...actual, openScorer: vi.fn(actual.openScorer) };
});

const [size, count, classes] = [96, 8, ['cats', 'dogs', 'birds']];
let run: string;
let answers: PhotoAnswer[];
let exported = 0;
beforeAll(async () => {
  run = await mkdtemp(join(tmpdir(), 'thaw-recorded-'));
  const model = madeModel({ network: smallConvnet, size, classes, boldness: 100 });
  await saveModel(modelFolder(run), model.file, model.weights);
  const scorer = await openScorer(await openBackend('auto'), await openModel(run));
  answers = [];
  const photos = [];
  for (let index = 0; index < count; index++) {
    const pixels = makePicture(100 + index, size);
    const bytes = await sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
      .png()
      .toBuffer();
    const path = `${index}.png`;
    await writeFile(join(run, path), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    photos.push({ path, classIndex: 0, sha256, bytes: bytes.length, part: 'test' });
    answers.push({ path, classIndex: 0, probabilities: [...(await scorer.score(pixels, 1))] });
  }
  scorer.close();
  const split = { schemaVersion: 1, folder: run, layout: 'list', seed: 1, classes, photos };
  await writeFile(join(run, 'split.json'), JSON.stringify(split));
});
afterAll(async () => {
  await rm(run, { recursive: true });
});
beforeEach(() => {
  vi.mocked(openScorer).mockClear();
});

/** Exports the run with these answers kept in it. */
async function exportWith(kept: readonly PhotoAnswer[], weights: 'float32' | 'float16' = 'float32') {
  await writeFile(
    join(run, 'answers.json'),
    JSON.stringify({ schemaVersion: 1, test: kept, validation: null }),
  );
  const out = join(run, `out-${exported++}`);
  return exportRun({ run, format: 'onnx', weights, out }, silentContext);
}

it('stand for the own model, which is not asked again', async () => {
  const result = await exportWith(answers);
  expect(result).toMatchObject({ comparedOn: count, sameAnswers: count });
  expect(result.maxDifference).toBeLessThan(1e-4);
  expect(openScorer).not.toHaveBeenCalled();
});

it('are what an export with half weights is compared with; whether it was written well, the rounded model says', async () => {
  const result = await exportWith(answers, 'float16');
  expect(result.maxDifference).toBeGreaterThan(0);
  expect(openScorer).toHaveBeenCalledTimes(1);
});

it('are not believed against an export: the own model decides', async () => {
  const others = answers.map((answer) => ({ ...answer, probabilities: [0.2, 0.5, 0.3] }));
  const result = await exportWith(others);
  expect(result.maxDifference).toBeLessThan(1e-4);
  expect(openScorer).toHaveBeenCalledTimes(1);
});

it('are left alone where one is missing, or its photo is another one since', async () => {
  await exportWith(answers.slice(1));
  expect(openScorer).toHaveBeenCalledTimes(1);
  const other = makePicture(400, size);
  await sharp(other, { raw: { width: size, height: size, channels: 3 } }).toFile(join(run, '0.png'));
  await exportWith(answers);
  expect(openScorer).toHaveBeenCalledTimes(2);
});

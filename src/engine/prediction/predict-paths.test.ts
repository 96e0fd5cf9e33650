import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import type { JobEvent, PredictionEvent } from '../../shared/job-events.ts';
import { openBackend } from '../backend/open-backend.ts';
import { makePicture } from '../export/comparison-pictures.ts';
import { type JobContext, silentContext } from '../job/job-context.ts';
import { modelFolder, saveModel } from '../models/model-folder.ts';
import { openScorer } from './open-scorer.ts';
import { predictPaths } from './predict-paths.ts';

const size = 96;
const numPhotos = 25;
const model = madeModel({ network: smallConvnet, size, classes: ['cats', 'dogs'], boldness: 400 });
let folder: string;
let run: string;
let photos: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-predict-'));
  run = join(folder, 'run');
  photos = join(folder, 'photos');
  await saveModel(modelFolder(run), model.file, model.weights);
  await mkdir(join(photos, 'more'), { recursive: true });
  for (let index = 0; index < numPhotos; index++)
    await sharp(makePicture(index, size), { raw: { width: size, height: size, channels: 3 } })
      .png()
      .toFile(join(photos, 'more', `${String(index).padStart(2, '0')}.png`));
  const whole = await readFile(join(photos, 'more', '00.png'));
  await writeFile(join(photos, 'a-damaged.jpg'), whole.subarray(0, whole.length / 2));
  await writeFile(join(photos, 'b-text.jpg'), 'not a photo at all');
  await writeFile(join(photos, 'notes.txt'), 'notes');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function predict(
  paths: readonly string[],
  context: JobContext = silentContext,
): Promise<{
  predictions: PredictionEvent[];
  events: JobEvent[];
  result: Awaited<ReturnType<typeof predictPaths>>;
}> {
  const events: JobEvent[] = [];
  const report = (event: JobEvent): void => {
    events.push(event);
    if (event.kind !== 'result' && event.kind !== 'error') context.report(event);
  };
  const result = await predictPaths({ run, paths }, { ...context, report });
  return { predictions: events.filter((event) => event.kind === 'prediction'), events, result };
}

it('reports every file once, in order, with the scores of the model', async () => {
  const { predictions, events, result } = await predict([photos]);
  const names = predictions.map(({ file }) => file.slice(photos.length + 1));
  expect(names.slice(0, 4)).toEqual(['a-damaged.jpg', 'b-text.jpg', 'more/00.png', 'more/01.png']);
  expect(names).toHaveLength(numPhotos + 3);

  const scorer = await openScorer(await openBackend('auto'), model);
  for (const index of [0, 24]) {
    const [cats, dogs] = await scorer.score(makePicture(index, size), 1);
    const { label, probabilities } = predictions[index + 2]!;
    expect(probabilities.cats).toBeCloseTo(cats!, 5);
    expect(probabilities.dogs).toBeCloseTo(dogs!, 5);
    expect(label).toBe(cats! > dogs! ? 'cats' : 'dogs');
  }
  scorer.close();

  expect(result.predicted).toBe(numPhotos);
  expect(result.counts.cats! + result.counts.dogs!).toBe(numPhotos);
  expect(new Set(predictions.map(({ label }) => label))).toEqual(new Set([null, 'cats', 'dogs']));
  const last = events.filter((event) => event.kind === 'progress').at(-1);
  expect(last).toMatchObject({ stage: 'predicting', done: numPhotos + 3, total: numPhotos + 3 });
});

it('gives what cannot be read no label, and its reason in the result', async () => {
  const { predictions, result } = await predict([photos, join(folder, 'none.jpg')]);
  const reasons = result.skipped.map(({ path, reason }) => [path.slice(folder.length + 1), reason]);
  expect(reasons).toEqual([
    ['photos/a-damaged.jpg', 'damaged'],
    ['photos/b-text.jpg', 'not-an-image'],
    ['photos/notes.txt', 'not-an-image'],
    ['none.jpg', 'missing'],
  ]);
  for (const { path } of result.skipped)
    expect(predictions.find(({ file }) => file === path)).toMatchObject({ label: null, probabilities: {} });
});

it('goes on where no file of a batch can be read', async () => {
  const { result } = await predict([join(photos, 'b-text.jpg')]);
  expect(result).toMatchObject({ predicted: 0, counts: { cats: 0, dogs: 0 } });
  expect(result.skipped).toHaveLength(1);
});

it.each(['none.jpg', 'empty'])('says where there is no photo: %s', async (name) => {
  await mkdir(join(folder, 'empty'), { recursive: true });
  await expect(predict([join(folder, name)])).rejects.toMatchObject({
    code: 'no-photos',
    facts: { path: join(folder, name) },
  });
});

it('stops when it is cancelled', async () => {
  const abort = new AbortController();
  const seen: JobEvent[] = [];
  const report = (event: JobEvent): void => {
    seen.push(event);
    if (event.kind === 'prediction') abort.abort();
  };
  await expect(predict([photos], { ...silentContext, report, signal: abort.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(seen.filter((event) => event.kind === 'prediction').length).toBeLessThan(numPhotos);
});

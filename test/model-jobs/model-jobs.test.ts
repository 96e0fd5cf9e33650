import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { predictPaths } from '../../src/engine/prediction/predict-paths.ts';
import { createExportService } from '../../src/service/exports/create-export-service.ts';
import { runJob } from '../../src/service/jobs/run-job.ts';
import { createPredictionService } from '../../src/service/predictions/create-prediction-service.ts';
import type { Project } from '../../src/service/projects/project.ts';
import type { AskedPhoto, ExportNews } from '../../src/shared/app/work-view.ts';
import type { PredictionEvent } from '../../src/shared/job-events.ts';
import type { TrainResult } from '../../src/shared/job-results/training-results.ts';
import { buildOnce, jobProgram } from '../cli/built-cli.ts';
import { newFolder } from '../cli/test-folders.ts';
import { type TemporaryHome, useTemporaryHome } from '../temporary-home.ts';
import { makePhotos } from '../train-run/made-photos.ts';
import { tinyRecipe } from '../train-run/watched-run.ts';

/** Asking and exporting a trained run through the service, with real job processes. */

const never = new AbortController().signal;
let home: TemporaryHome;
let folder: string;
let photos: string;
let run: string;
let services: ReturnType<typeof createServices>;

function createServices() {
  const project = {
    runsFolder: join(folder, 'runs'),
    photoFile: (path: string) => Promise.resolve(join(photos, path)),
  } as Project;
  const store = { open: () => Promise.resolve(project) };
  const requireAllowed = () => Promise.resolve();
  const uploads = { folderOf: (upload: string) => Promise.reject(new Error(upload)) };
  const pictures = { ofFile: (file: string) => Promise.reject(new Error(file)) };
  return {
    predictions: createPredictionService({ store, requireAllowed, uploads, pictures }),
    exports: createExportService({ store, requireAllowed }),
  };
}

beforeAll(async () => {
  await buildOnce();
  home = useTemporaryHome();
  folder = await newFolder('model-jobs');
  photos = join(folder, 'photos');
  run = join(folder, 'runs', 'one');
  const counts = { apple: 12, berry: 12 };
  await makePhotos(photos, {
    train: counts,
    validation: { apple: 2, berry: 2 },
    test: { apple: 5, berry: 5 },
  });
  const recipe = tinyRecipe('scratch', 'epochs=4');
  await runJob<TrainResult>({ job: 'train', folder: photos, run, recipe, changes: [], seed: 3 }, undefined, {
    entry: jobProgram,
  });
  services = createServices();
});
afterAll(async () => {
  await services.predictions.close();
  await rm(folder, { recursive: true });
  home.remove();
});

async function ask(path: string, signal = never): Promise<AskedPhoto[]> {
  const asked: AskedPhoto[] = [];
  const input = { project: 'p', run: 'one', items: [{ kind: 'path' as const, path }] };
  for await (const news of services.predictions.ask(input, signal))
    if (news.kind === 'photo') asked.push(news.photo);
  return asked;
}

describe('a warm model', () => {
  it('answers as the prediction of the terminal does', async () => {
    const events: PredictionEvent[] = [];
    const report: typeof silentContext.report = (event) => {
      if (event.kind === 'prediction') events.push(event);
    };
    await predictPaths({ run, paths: [join(photos, 'test')] }, { ...silentContext, report });
    const asked = await ask(join(photos, 'test'));
    expect(asked).toHaveLength(10);
    asked.forEach((photo, index) => {
      expect(photo).toMatchObject({ kind: 'answered', width: 64, height: 48, answer: events[index]!.label });
      if (photo.kind !== 'answered') return;
      expect(Object.keys(photo.probabilities)).toEqual(['apple', 'berry']);
      expect(photo.probabilities.berry).toBeCloseTo(events[index]!.probabilities.berry!, 5);
    });
  });

  it('shows why, as a layer to be laid over the photo', async () => {
    const [photo] = await ask(join(photos, 'test', 'apple', '0.png'));
    const layer = await sharp(await services.predictions.whyAsked(photo!.id, null)).metadata();
    expect(layer).toMatchObject({ format: 'png', width: 256, height: 256, hasAlpha: true });
    const ofProject = await services.predictions.why('p', 'one', 'test/apple/0.png', null);
    expect(
      Buffer.from(ofProject).equals(Buffer.from(await services.predictions.whyAsked(photo!.id, null))),
    ).toBe(true);
    await expect(services.predictions.why('p', 'one', 'none.png', null)).rejects.toMatchObject({
      code: 'image-unreadable',
    });
  });

  it('answers a question between two batches of a long one, and stops the long one when it is dropped', async () => {
    const abort = new AbortController();
    const seen: AskedPhoto[] = [];
    const input = { project: 'p', run: 'one', items: [{ kind: 'path' as const, path: photos }] };
    for await (const news of services.predictions.ask(input, abort.signal)) {
      if (news.kind !== 'photo') continue;
      seen.push(news.photo);
      if (seen.length === 1) {
        await services.predictions.why('p', 'one', 'test/apple/1.png', null);
        abort.abort();
      }
    }
    expect(seen.length).toBeLessThan(38);
    expect(await ask(join(photos, 'test'))).toHaveLength(10);
  });
});

describe('exports', () => {
  const plain = { form: 'network', weights: 'float32' } as const;

  it('writes each format into its own folder, checked on the run’s own test photos', async () => {
    const out = join(folder, 'out');
    const input = {
      project: 'p',
      run: 'one',
      formats: ['keras-h5' as const, 'tfjs' as const],
      ...plain,
      out,
    };
    const news: ExportNews[] = [];
    for await (const item of services.exports.write(input, never)) news.push(item);
    const { formats } = news.at(-1)!;
    expect(formats.map(({ state, error }) => [state, error])).toEqual([
      ['same', null],
      ['same', null],
    ]);
    for (const format of formats) {
      // Ten test photos are enough: no made picture is added.
      expect(format).toMatchObject({ checked: 10, comparedOn: 10, sameAnswers: 10 });
      expect(format.maxDifference).toBeLessThan(1e-4);
    }
    expect(formats.map(({ openedWith }) => openedWith.replace(/\d+$/, ''))).toEqual([
      'h5wasm 0.10.',
      'TensorFlow.js 4.22.',
    ]);
    expect(news.some((item) => item.formats[0]!.state === 'checking')).toBe(true);
    expect((await readdir(out)).sort()).toEqual(['keras-h5', 'tfjs']);
    const estimated = await services.exports.formats({ project: 'p', run: 'one' });
    formats.forEach(({ format, bytes }) => {
      const expected = estimated.find((view) => view.format === format)!.bytes;
      // A kit's report is as large as its photos; the estimate has room for a usual one.
      expect(bytes / expected).toBeGreaterThan(0.25);
      expect(bytes / expected).toBeLessThan(1.1);
    });
  });

  it('leaves what is there as it is and writes the other', async () => {
    const out = join(folder, 'out-twice');
    const write = async (formats: readonly ('keras-h5' | 'tfjs')[]): Promise<ExportNews> => {
      let last: ExportNews | null = null;
      const input = { project: 'p', run: 'one', formats: [...formats], ...plain, out };
      for await (const item of services.exports.write(input, never)) last = item;
      return last!;
    };
    await write(['keras-h5']);
    const { formats } = await write(['keras-h5', 'tfjs']);
    expect(formats.map(({ state, error }) => [state, error?.code])).toEqual([
      ['failed', 'export-destination-taken'],
      ['same', undefined],
    ]);
  });
});

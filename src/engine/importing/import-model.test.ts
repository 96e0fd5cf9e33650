import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import { exportForms, exportWeightTypes } from '../../shared/export-formats.ts';
import type { NetworkConfig } from '../../shared/recipe.ts';
import { type ModelFile, openedFileSchema } from '../../shared/run-files.ts';
import { recipeOfModel } from '../../shared/recipes/recipe-of-model.ts';
import { openBackend } from '../backend/open-backend.ts';
import { evaluateRun } from '../evaluation/evaluate-run.ts';
import { asKept } from '../export/as-kept.ts';
import { makePicture } from '../export/comparison-pictures.ts';
import { exportRun } from '../export/export-run.ts';
import { silentContext } from '../job/job-context.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { saveMeanImage } from '../models/mean-image-file.ts';
import { modelFolder, openModel, saveModel } from '../models/model-folder.ts';
import { openScorer } from '../prediction/open-scorer.ts';
import { openRun } from '../training/run-folder.ts';
import { openStartingPoint, takeWeights } from '../training/starting-point.ts';
import { layer, placed, smallConfig, smallH5, smallKeras, smallTfjs } from './fixtures/small-model-files.ts';
import { importModel, type ImportModelRequest } from './import-model.ts';

let folder: string;
let runs = 0;
const made = madeModel({ network: smallConvnet, size: 96, classes: ['cats', 'dogs'], boldness: 400 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-import-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function opened(file: string, request: Partial<ImportModelRequest> = {}) {
  const run = join(folder, `run-${++runs}`);
  const asked = { classes: null, labels: null, preprocessing: null, size: null, photos: null, ...request };
  return importModel({ ...asked, file, run }, silentContext);
}

async function scores(run: string, pictures: readonly Uint8Array[]): Promise<Float32Array> {
  const scorer = await openScorer(await openBackend('auto'), await openModel(run));
  const found = await scorer.score(Uint8Array.from(Buffer.concat(pictures)), pictures.length);
  scorer.close();
  return found;
}

/** As trained with a mean image, brighter below. */
async function centredFile(run: string, file: ModelFile): Promise<ModelFile> {
  const { size } = file.image;
  const mean: [number, number, number] = [120.5, 99.25, 80.125];
  const image = Float32Array.from(
    { length: size * size * 3 },
    (_, place) => mean[place % 3]! + 60 * (Math.floor(place / (size * 3)) / (size - 1) - 0.5),
  );
  const sha256 = await saveMeanImage(modelFolder(run), image, size);
  return { ...file, centring: { kind: 'mean-image', mean, sha256 } };
}

describe('what Thaw exported', () => {
  const digits = { kind: 'from-scratch', design: 'digits', units: 8, dropout: 0 } as const;
  const blueFirst = {
    kind: 'imported' as const,
    title: 'blue first',
    preprocessing: { channelOrder: 'bgr' as const, mean: [104, 117, 124], scale: 1 },
    layers: [...made.network.layers] as Extract<NetworkConfig, { kind: 'imported' }>['layers'],
    units: [8],
    dropout: 0.5,
  };
  const models = {
    'red first': made,
    'blue first': madeModel({ network: blueFirst, size: 96, classes: made.file.classes, boldness: 4 }),
    grey: madeModel({ network: digits, size: 28, classes: made.file.classes, boldness: 40 }),
    'red first, a mean image': made,
    'blue first, a mean image': madeModel({
      network: blueFirst,
      size: 96,
      classes: made.file.classes,
      boldness: 4,
    }),
    'grey, a mean image': madeModel({ network: digits, size: 28, classes: made.file.classes, boldness: 40 }),
  };
  const cases = (['keras', 'keras-h5', 'tfjs'] as const).flatMap((format) =>
    exportForms.flatMap((form) =>
      exportWeightTypes.flatMap((weights) =>
        Object.entries(models)
          .filter(([order]) => weights === 'float32' || !order.includes('mean image'))
          .map(([order, model]) => ({ format, form, weights, order, model })),
      ),
    ),
  );

  it.each(cases)('comes back as it was: $format, $form, $weights, $order', async (each) => {
    const { format, form, weights, order, model } = each;
    const run = join(folder, `${order} ${weights}`);
    const kept = asKept(model, weights);
    await saveModel(
      modelFolder(run),
      order.includes('mean image') ? await centredFile(run, kept.file) : kept.file,
      kept.weights,
    );
    const out = join(folder, `${format}-${form}-${weights}-${order}`);
    await exportRun({ run, format, out, form, weights }, silentContext);
    const result = await opened(out);
    const { size } = model.file.image;
    expect(result).toMatchObject({ classes: ['cats', 'dogs'], size, opened: { byThaw: true } });
    expect(result.preprocessing.channelOrder).toBe(model.network.preprocessing.channelOrder);
    expect(result.layers).toBe(model.network.layers.length);
    const pictures = [0, 1, 2, 3].map((index) => makePicture(index, size));
    const [before, after] = [await scores(run, pictures), await scores(result.run, pictures)];
    expect(Math.max(...before.map((value, place) => Math.abs(value - after[place]!)))).toBeLessThan(1e-5);
    // Pictures that all got the same answer would prove nothing.
    expect(Math.max(...before) - Math.min(...before)).toBeGreaterThan(0.01);
  });
});

it.each([
  ['keras', 'model.keras'],
  ['keras-h5', 'model.h5'],
] as const)('a mean image is found in the model file of %s alone', async (format, name) => {
  const run = join(folder, `centred ${format}`);
  await saveModel(modelFolder(run), await centredFile(run, made.file), made.weights);
  const out = join(folder, `alone ${format}`);
  await exportRun({ run, format, out, form: 'photo' }, silentContext);
  const file = await placed(folder, { [name]: await readFile(join(out, name)) });
  const result = await opened(file, { classes: made.file.classes });
  expect(result.opened.byThaw).toBe(false);
  const { preprocessing: found } = (await openModel(result.run)).network;
  const { preprocessing: was } = (await openModel(run)).network;
  expect(found.meanImage!.values).toEqual(was.meanImage!.values);
  for (const [place, mean] of found.mean.entries()) expect(mean).toBeCloseTo(was.mean[place]!, 3);
});

describe('a run that was opened', () => {
  it('says where it came from, and what was done to it', async () => {
    const config = {
      ...smallConfig,
      config: {
        ...smallConfig.config,
        layers: [...smallConfig.config.layers.slice(0, 4), layer('Dense', 'dense', { units: 2 })],
      },
    };
    const file = await placed(folder, {
      'pets.h5': await smallH5(config),
      'labels.txt': Buffer.from('0 dogs\n1 cats\n'),
    });
    const { run, classes } = await opened(file);
    expect(classes).toEqual(['cats', 'dogs']);
    const written = openedFileSchema.parse(JSON.parse(await readFile(join(run, 'opened.json'), 'utf8')));
    expect(written).toMatchObject({ format: 'keras-h5', madeBy: 'Keras 3.15.1', byThaw: false });
    expect(written.file.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(written.notes).toEqual([
      { note: 'logits-assumed', layer: 'dense' },
      { note: 'classes-sorted', classes: ['dogs', 'cats'] },
    ]);
  });

  it('has no photos and no training of its own', async () => {
    const { run } = await opened(await placed(folder, { 'm.keras': await smallKeras() }), {
      classes: ['a', 'b'],
    });
    const refused = { code: 'run-was-opened', facts: { run } };
    await expect(openRun(run)).rejects.toMatchObject(refused);
    await expect(evaluateRun({ run, folder: null }, silentContext)).rejects.toMatchObject(refused);
  });

  it('may be Teachable Machine’s, which says its labels and leaves the rest to its own program', async () => {
    const [input, , ...rest] = smallConfig.config.layers;
    const nested = (name: string, layers: readonly object[]) => ({
      class_name: 'Sequential',
      config: { name, layers },
    });
    const body = nested('sequential_1', [nested('sequential_2', [input!, ...rest.slice(0, -1)])]);
    const config = nested('sequential_4', [body, nested('sequential_3', rest.slice(-1))]);
    const { json, weights } = smallTfjs(config);
    const file = await placed(folder, {
      'model.json': Buffer.from(json.toString().replace('group1-shard1of1.bin', './weights.bin')),
      'weights.bin': weights,
      'metadata.json': Buffer.from('{"packageName":"@teachablemachine/image","labels":["left","right"]}'),
    });
    const { run, classes, preprocessing } = await opened(file);
    expect(classes).toEqual(['left', 'right']);
    expect(preprocessing).toEqual({ channelOrder: 'rgb', mean: [127, 127, 127], scale: 1 / 127 });
    const { file: model, network } = await openModel(run);
    expect(model.image).toEqual({ size: 16, fit: 'crop' });
    expect(network.layers.map(({ name }) => name)).toEqual(['conv2d', 'mean', 'dense']);
  });

  it('is the start of a training, with other classes too', async () => {
    const { run } = await opened(await placed(folder, { 'm.keras': await smallKeras() }), {
      classes: ['a', 'b'],
    });
    const { file } = await openModel(run);
    const recipe = recipeOfModel(file);
    expect(recipe.phases.map(({ learnFrom }) => learnFrom)).toEqual(['all']);
    const start = await openStartingPoint(run);
    expect(start.learnedFrom.size).toBe(0);
    const network = describeNetwork(recipe.network, recipe.image, 3);
    expect(network.layers.at(-1)).toMatchObject({ name: 'dense', units: 3, activation: 'softmax' });
    const same = takeWeights(start.weights, start, ['a', 'b']);
    expect(same.layers.anew).toEqual([]);
    expect(takeWeights(start.weights, start, ['a', 'c']).layers.anew).toEqual(['dense']);
  });

  it('is not made where the file leaves something open', async () => {
    const plain = {
      ...smallConfig,
      config: {
        ...smallConfig.config,
        layers: smallConfig.config.layers.filter(({ class_name }) => class_name !== 'Rescaling'),
      },
    };
    const file = await placed(folder, { 'm.keras': await smallKeras(plain) });
    await expect(opened(file, { classes: ['a', 'b'] })).rejects.toMatchObject({
      code: 'model-preprocessing-unknown',
    });
    await expect(opened(file, { preprocessing: 'caffe' })).rejects.toMatchObject({ code: 'invalid-value' });
    await expect(opened(file, { preprocessing: 'vgg16' })).rejects.toMatchObject({
      code: 'model-classes-unknown',
    });
    const asked = { classes: ['a', 'b'], preprocessing: 'vgg16' };
    await expect(opened(file, { ...asked, size: 32 })).rejects.toMatchObject({ code: 'model-size-fixed' });
    expect((await opened(file, asked)).preprocessing.channelOrder).toBe('bgr');
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import { makePicture } from '../export/comparison-pictures.ts';
import { modelFolder, saveModel } from '../models/model-folder.ts';
import { openWarmModel, type WarmModel } from './open-warm-model.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';

const size = 96;
let folder: string;
let photo: string;
let model: WarmModel;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-warm-model-'));
  const made = madeModel({ network: smallConvnet, size, classes: ['a', 'b', 'c'], boldness: 100 });
  await saveModel(modelFolder(folder), made.file, made.weights);
  photo = join(folder, 'photo.png');
  await sharp(makePicture(1, size), { raw: { width: size, height: size, channels: 3 } }).toFile(photo);
  model = await openWarmModel(folder);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function likeliest(): Promise<string> {
  for await (const file of model.score([photo], new AbortController().signal))
    if (file.kind === 'scored') return model.file.classes[indexOfLargest(file.probabilities)]!;
  return '';
}

it('explains the likeliest class where none is named', async () => {
  const own = Buffer.from(await model.why(photo, null));
  expect(own.equals(Buffer.from(await model.why(photo, await likeliest())))).toBe(true);
  const layers = await Promise.all(['a', 'b', 'c'].map((name) => model.why(photo, name)));
  expect(new Set(layers.map((layer) => Buffer.from(layer).toString('base64'))).size).toBeGreaterThan(1);
});

it('says what it cannot explain', async () => {
  await expect(model.why(photo, 'd')).rejects.toMatchObject({
    code: 'invalid-value',
    facts: { value: 'd', expected: 'a | b | c' },
  });
  await expect(model.why(join(folder, 'none.png'), 'a')).rejects.toMatchObject({ code: 'image-unreadable' });
});

it('keeps no memory from question to question, and gives all back at its end', async () => {
  await model.why(photo, 'a');
  const { numTensors } = tf.memory();
  await model.why(photo, 'b');
  await likeliest();
  expect(tf.memory().numTensors).toBe(numTensors);
  model.close();
  expect(tf.memory().numTensors).toBe(0);
});

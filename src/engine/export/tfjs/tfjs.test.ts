import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeModel, smallVgg16 } from '../../../../test/made-model.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { silentContext } from '../../job/job-context.ts';
import { forward } from '../../models/forward.ts';
import { createParameters } from '../../models/parameters.ts';
import { openTfjs } from './open-tfjs.ts';
import { writeTfjs } from './write-tfjs.ts';

const model = madeModel({ network: smallVgg16, size: 48, classes: ['a', 'b', 'c'], boldness: 1 });
const plain = { form: 'network', weights: 'float32' } as const;
let folder: string;
let files: readonly string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-tfjs-'));
  await openBackend('auto');
  files = await writeTfjs(model, folder, plain, silentContext);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('a layers model', () => {
  it('names its weights and their files', async () => {
    const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as {
      format: string;
      weightsManifest: [{ paths: string[]; weights: { name: string; shape: number[] }[] }];
    };
    const [{ paths, weights }] = json.weightsManifest;
    expect(json.format).toBe('layers-model');
    expect(files).toEqual(['model.json', ...paths]);
    expect(paths[0]).toBe(`group1-shard1of${paths.length}.bin`);
    expect(weights.map(({ name }) => name)).toEqual([...model.weights.keys()]);
    expect(weights[0]).toEqual({ name: 'block1_conv1/kernel', shape: [3, 3, 3, 64], dtype: 'float32' });
  });

  it('answers as the network it was written from', async () => {
    const layers = await openTfjs(folder);
    const input = tf.randomNormal([2, 48, 48, 3], 0, 50, 'float32', 7);
    const range = { from: 0, to: model.network.layers.length, dropout: null, logits: false };
    const ours = forward(model.network, createParameters(model.weights), input, range);
    const theirs = layers.predict(input) as tf.Tensor;
    expect(tf.max(tf.abs(tf.sub(ours, theirs))).dataSync()[0]).toBeLessThan(1e-6);
    expect(layers.layers.map(({ name }) => name).slice(1)).toEqual(
      model.network.layers.map(({ name }) => name),
    );
    layers.dispose();
  });

  it('is refused where a file of weights is short or missing', async () => {
    const last = join(folder, files.at(-1)!);
    const content = await readFile(last);
    await writeFile(last, content.subarray(4));
    await expect(openTfjs(folder)).rejects.toMatchObject({ code: 'file-damaged' });
    await rm(last);
    await expect(openTfjs(folder)).rejects.toMatchObject({ code: 'file-damaged' });
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../test/python-with-keras.ts';
import type { LayerSpec } from '../../shared/network.ts';
import { openBackend } from '../backend/open-backend.ts';
import { silentContext } from '../job/job-context.ts';
import { drawnWeights, everyKind } from '../models/fixtures/every-kind.ts';
import { forward } from '../models/forward.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import { createParameters } from '../models/parameters.ts';
import { configOf } from './keras-config.ts';
import { kerasNodes } from './keras-nodes.ts';
import { readExportedH5 } from './keras-h5/read-exported-h5.ts';
import { writeKerasH5 } from './keras-h5/write-keras-h5.ts';
import { readKerasConfig } from './read-keras-config.ts';
import { openTfjs } from './tfjs/open-tfjs.ts';
import { writeTfjs } from './tfjs/write-tfjs.ts';

const weights = drawnWeights(everyKind);
const model: TrainedModel = {
  file: {
    schemaVersion: 1,
    classes: ['a', 'b', 'c'],
    image: { size: 20, fit: 'stretch' },
    network: { kind: 'small-convnet', units: 1, dropout: 0 },
    weightsSha256: '',
  },
  network: everyKind,
  weights,
  known: null,
};
const names = everyKind.layers.map(({ name }) => name);

describe('a model with a layer of every kind that Keras has', () => {
  let folder: string;
  let h5: string;
  let input: tf.Tensor;
  let ours: number[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-kinds-'));
    h5 = join(folder, 'model.h5');
    await openBackend('auto');
    const drawn = tf.randomUniform([4, ...everyKind.inputShape], -1, 1, 'float32', 7);
    input = tf.mul(drawn, tf.tensor4d([0.1, 0.5, 1, 3], [4, 1, 1, 1]));
    const range = { from: 0, to: names.length, dropout: null, logits: false };
    ours = [...forward(everyKind, createParameters(weights), input, range).dataSync()];
    await writeKerasH5(model, h5, { form: 'network', weights: 'float32' }, silentContext);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('comes back from its .h5, layer for layer and weight for weight', async () => {
    const read = await readExportedH5(h5);
    expect(read.network).toEqual({ inputShape: everyKind.inputShape, layers: everyKind.layers });
    expect([...read.weights].sort()).toEqual([...weights].sort());
  });

  it('answers as a layers model of TensorFlow.js', async () => {
    await writeTfjs(model, folder, { form: 'network', weights: 'float32' }, silentContext);
    const layers = await openTfjs(folder);
    expect(layers.layers.map(({ name }) => name).slice(1)).toEqual(names);
    expectNear([...(layers.predict(input) as tf.Tensor).dataSync()], ours);
    layers.dispose();
  });

  it.skipIf(pythonWithKeras === null)(
    `answers the same in Keras${skippedWithoutKeras}`,
    async () => {
      const file = join(folder, 'input.f32');
      await writeFile(file, new Uint8Array((input.dataSync() as Float32Array).buffer));
      const [theirs] = answersSchema.parse(await runKeras('run-h5.py', [h5, file]));
      expect(theirs!.layers.slice(1)).toEqual(names);
      expectNear(theirs!.rows.flat(), ours);
    },
    120_000,
  );
});

const answersSchema = z.array(z.object({ layers: z.array(z.string()), rows: z.array(z.array(z.number())) }));

function expectNear(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expect(Math.max(...found.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThan(1e-5);
  // Pictures that all got the same answer would prove nothing.
  const first = expected.filter((_, index) => index % 3 === 0);
  expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(0.02);
}

describe('local response normalisation', () => {
  const norm: LayerSpec = {
    kind: 'localResponseNormalization',
    name: 'norm1',
    depthRadius: 2,
    bias: 1,
    alpha: 2e-5,
    beta: 0.75,
  };
  const layers = [everyKind.layers[0]!, norm];

  it.each(['keras-h5', 'tfjs'] as const)('is refused by name in %s, which has no such layer', (form) => {
    expect(() => kerasNodes({ ...everyKind, layers }, form, null)).toThrow(
      expect.objectContaining({
        code: 'layer-not-exportable',
        facts: { format: form, layer: 'norm1', kind: norm.kind },
      }) as Error,
    );
  });
});

it('is read back from its configuration alone', () => {
  const config: unknown = JSON.parse(
    JSON.stringify(configOf(kerasNodes(everyKind, 'keras-h5', null), 'net')),
  );
  const { inputShape, layers } = everyKind;
  expect(readKerasConfig(config, 'model.h5')).toEqual({ inputShape, layers });
});

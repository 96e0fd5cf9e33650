import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { silentContext } from '../job/job-context.ts';
import { openModel } from '../models/model-folder.ts';
import {
  h5Bytes,
  layer,
  placed,
  smallConfig,
  smallH5,
  smallKeras,
  smallTfjs,
} from './fixtures/small-model-files.ts';
import { importModel } from './import-model.ts';

let folder: string;
let runs = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-hostile-'));
  // What is unpacked lies there.
  vi.stubEnv('TMPDIR', folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function opened(file: string): Promise<string> {
  const run = join(folder, `run-${++runs}`);
  const request = { labels: null, preprocessing: null, size: null, photos: null, classes: ['a', 'b'] };
  await importModel({ ...request, file, run }, silentContext);
  return run;
}

/** The code of the one error; null: it was opened. */
async function refusal(file: string): Promise<string | null> {
  try {
    await opened(file);
    return null;
  } catch (error) {
    if (error instanceof ThawError) return String(error.code);
    throw error;
  }
}

function withLayers(change: (layers: object[]) => object[]): object {
  return {
    ...smallConfig,
    config: { ...smallConfig.config, layers: change([...smallConfig.config.layers]) },
  };
}

describe('small model files', () => {
  it('are opened whole', async () => {
    const { json, weights } = smallTfjs();
    const files = [
      await placed(folder, { 'model.h5': await smallH5() }),
      await placed(folder, { 'model.keras': await smallKeras() }),
      await placed(folder, { 'model.json': json, 'group1-shard1of1.bin': weights }),
    ];
    const models = await Promise.all(files.map(async (file) => openModel(await opened(file))));
    expect(models.map(({ network }) => network.layers.map(({ name }) => name))).toEqual(
      Array(3).fill(['conv2d', 'mean', 'dense']),
    );
    expect(new Set(models.map(({ file }) => file.weightsSha256)).size).toBe(1);
  });
});

describe('hostile model files', () => {
  it('never run a program, and read no pickle', async () => {
    const lambda = layer('Lambda', 'code', { function: ['4wEAAAAAAAAAAAAAAAEAAAACAAAA', null, null] });
    const config = withLayers(([input, ...rest]) => [input!, lambda, ...rest]);
    expect(await refusal(await placed(folder, { 'model.keras': await smallKeras(config) }))).toBe(
      'model-layer-not-read',
    );
    const pickle = Buffer.from('\x80\x04cos\nsystem\n(S"touch pwned"\ntR.', 'latin1');
    expect(await refusal(await placed(folder, { 'model.h5': pickle }))).toBe('model-kind-not-read');
    const torch = await smallKeras();
    expect(await refusal(await placed(folder, { 'model.pt': torch }))).toBe('model-kind-not-read');
  });

  it('write nothing outside, and unpack no archive inside', async () => {
    const content = Buffer.from('x');
    for (const name of ['../../evil', '/evil', 'a/../../evil', 'C:\\evil', 'config.json']) {
      const zip = await smallKeras(smallConfig, (entries) => [...entries, { name, content }]);
      expect(await refusal(await placed(folder, { 'model.keras': zip })), name).toBe('model-file-damaged');
    }
    const inner = await smallKeras();
    const nested = await smallKeras(smallConfig, (entries) =>
      entries.map((entry) => (entry.name === 'model.weights.h5' ? { ...entry, content: inner } : entry)),
    );
    expect(await refusal(await placed(folder, { 'model.keras': nested }))).toBe('model-file-damaged');
    const { weights, json } = smallTfjs();
    const outside = Buffer.from(json.toString().replace('group1-shard1of1.bin', '../weights.bin'));
    expect(await refusal(await placed(folder, { 'model.json': outside, w: weights }))).toBe(
      'model-file-damaged',
    );
  });

  it('declare shapes that no memory holds', async () => {
    const huge = [
      withLayers((layers) => [
        ...layers.slice(0, 4),
        layer('Dense', 'dense', { units: 1e6, activation: 'softmax' }),
      ]),
      withLayers((layers) => [
        ...layers.slice(0, 3),
        layer('Conv2D', 'wide', { filters: 1e6, kernel_size: 1 }),
        ...layers.slice(3),
      ]),
      withLayers((layers) => [
        ...layers.slice(0, 2),
        layer('Flatten', 'flat', {}),
        layer('Dense', 'dense', { units: 1e15 }),
      ]),
    ];
    const codes = await Promise.all(
      huge.map(async (config) => refusal(await placed(folder, { 'model.h5': await smallH5(config) }))),
    );
    expect(codes).toEqual(['model-weights-missing', 'model-too-large', 'model-layer-not-read']);
    // A tensor of another size than the network's is not read at all.
    const file = await h5Bytes((made) => {
      made.create_attribute('model_config', JSON.stringify(smallConfig));
      const group = made.create_group('model_weights').create_group('conv2d');
      group.create_attribute('weight_names', ['kernel']);
      const [rows, columns] = [100_000, 100_000];
      group.create_dataset({
        name: 'kernel',
        data: new Float32Array(1),
        shape: [1, 1],
        maxshape: [rows, columns],
        chunks: [1, 1],
        dtype: '<f4',
      });
    });
    expect(await refusal(await placed(folder, { 'model.h5': file }))).toBe('model-weights-missing');
  });

  it('unpack to far more than they are', async () => {
    const bomb = await smallKeras(smallConfig, (entries) =>
      entries.map((entry) =>
        entry.name === 'model.weights.h5' ? { name: entry.name, content: Buffer.alloc(3e7) } : entry,
      ),
    );
    expect(await refusal(await placed(folder, { 'model.keras': bomb }))).toBe('model-too-large');
  });

  it('go round in circles, or deeper than calls', async () => {
    const node = (className: string, name: string, from: string, config = {}) => ({
      ...layer(className, name, config),
      name,
      inbound_nodes: [[[from, 0, 0, {}]]],
    });
    const graph = (layers: object[], output: string) => ({
      class_name: 'Functional',
      config: { name: 'graph', layers, input_layers: [['picture', 0, 0]], output_layers: [[output, 0, 0]] },
    });
    const input = {
      ...layer('InputLayer', 'picture', { batch_shape: [null, 16, 16, 3] }),
      name: 'picture',
      inbound_nodes: [],
    };
    const circle = graph([input, node('ReLU', 'a', 'b'), node('ReLU', 'b', 'a')], 'b');
    const long = graph(
      [
        input,
        ...Array.from({ length: 2900 }, (_, index) =>
          node('ReLU', `r${index}`, index === 0 ? 'picture' : `r${index - 1}`),
        ),
      ],
      'r2899',
    );
    let deep: object = smallConfig;
    for (let depth = 0; depth < 500; depth++)
      deep = { class_name: 'Sequential', config: { name: `m${depth}`, layers: [deep] } };
    const codes = [];
    for (const config of [circle, long, deep])
      codes.push(await refusal(await placed(folder, { 'model.h5': await smallH5(config) })));
    expect(codes).toEqual(['model-file-damaged', 'model-layer-not-read', 'model-file-damaged']);
  });

  // Every bit of a small file may be another: it is opened, or refused by one of our errors.
  it.each(['h5', 'keras', 'tfjs'] as const)('with changed bytes: %s', async (kind) => {
    const { json, weights } = smallTfjs();
    const whole = kind === 'h5' ? await smallH5() : kind === 'keras' ? await smallKeras() : json;
    const name = { h5: 'model.h5', keras: 'model.keras', tfjs: 'model.json' }[kind];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(7)), { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat(whole.length), { nil: null, freq: 4 }),
        async (flips, end) => {
          const content = Buffer.from(whole.subarray(0, end ?? whole.length));
          for (const [place, bit] of flips) if (place < content.length) content[place]! ^= 1 << bit;
          const file = await placed(folder, {
            [name]: content,
            ...(kind === 'tfjs' ? { 'group1-shard1of1.bin': weights } : {}),
          });
          const code = await refusal(file);
          if (code !== null) expect(code).toMatch(/^(model-|invalid-value|image-size-too-small)/);
        },
      ),
      // The same files every time: which of them HDF5 takes long over is no matter of luck.
      { numRuns: 300, seed: 8 },
    );
    // What was begun is not left behind, and the next file is read as ever.
    expect((await readdir(folder)).filter((entry) => entry.startsWith('thaw-model-'))).toEqual([]);
    expect(await refusal(await placed(folder, { 'model.h5': await smallH5() }))).toBeNull();
  });
});

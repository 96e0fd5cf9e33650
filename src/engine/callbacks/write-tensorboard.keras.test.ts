import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../test/python-with-keras.ts';
import { randomStream } from '../../shared/random.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { describeNetwork } from '../models/describe-network.ts';
import type { EpochEnd } from './callback.ts';
import { writeTensorboard } from './write-tensorboard.ts';

interface Found {
  readonly versions: readonly string[];
  readonly scalars: Readonly<Record<string, number>>;
  readonly histograms: Readonly<
    Record<
      string,
      {
        readonly min: number;
        readonly max: number;
        readonly num: number;
        readonly sum: number;
        readonly sumSquares: number;
        readonly limits: readonly number[];
        readonly counts: readonly number[];
      }
    >
  >;
  readonly graph: { readonly nodes: readonly string[]; readonly output: readonly (number | null)[] };
}

const stream = randomStream(1, 'weights');
const values = Float32Array.from({ length: 500 }, (_, index) =>
  index === 0 ? 0 : stream.between(-0.3, 0.1),
);
const { network: config, image } = recipeByName('two-phase');
const network = describeNetwork(config, image, 3);

describe.skipIf(pythonWithKeras === null)(`TensorFlow itself${skippedWithoutKeras}`, () => {
  let folder: string;
  let found: Found;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'thaw-tensorboard-'));
    const began = '2026-01-02T03:04:05.000Z';
    const callback = await writeTensorboard(folder, began, 0, false, network, 2);
    for (const epoch of [1, 2, 3])
      await callback.onEpochEnd!({
        event: { epoch, training: { loss: 1 / epoch, accuracy: 0.5 }, validation: null, learningRate: 1e-3 },
        state: { parameters: new Map([['dense/kernel', { shape: [500], values }]]), slots: new Map() },
      } as unknown as EpochEnd);
    // As after a resume: the graph is there once.
    await writeTensorboard(folder, began, 3, false, network, 2);
    const [name] = readdirSync(join(folder, 'training'));
    found = (await runKeras('tensorboard-events.py', [join(folder, 'training', name!)])) as Found;
  }, 60_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads the curves', () => {
    expect(found.versions).toEqual(['brain.Event:2']);
    expect(found.scalars['epoch_loss 2']).toBeCloseTo(0.5, 6);
    expect(Object.keys(found.scalars)).toHaveLength(9);
  });

  it('takes the graph, with each layer’s nodes under its name', () => {
    expect(found.graph.output).toEqual([null, 3]);
    for (const { name } of network.layers.filter(({ kind }) => kind === 'conv2d' || kind === 'dense')) {
      expect(found.graph.nodes).toContain(`${name}/kernel`);
      expect(found.graph.nodes.some((node) => node.startsWith(`${name}/`))).toBe(true);
    }
  });

  it('reads histograms of every second epoch that hold each weight once, in its bucket', () => {
    expect(Object.keys(found.histograms)).toEqual(['dense/kernel 2']);
    const { min, max, num, sum, sumSquares, limits, counts } = found.histograms['dense/kernel 2']!;
    expect(num).toBe(values.length);
    expect(min).toBeCloseTo(Math.min(...values), 12);
    expect(max).toBeCloseTo(Math.max(...values), 12);
    expect(sum).toBeCloseTo(
      values.reduce((total, value) => total + value, 0),
      4,
    );
    expect(sumSquares).toBeCloseTo(
      values.reduce((total, value) => total + value * value, 0),
      4,
    );
    expect(limits).toHaveLength(counts.length);
    limits.forEach((limit, index) => {
      const below = index === 0 ? -Infinity : limits[index - 1]!;
      expect(counts[index]).toBe(values.filter((value) => value >= below && value < limit).length);
    });
  });
});

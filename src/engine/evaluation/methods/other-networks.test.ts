import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../../test/made-model.ts';
import type { Photo } from '../../../shared/dataset.ts';
import type { ImageConfig, NetworkConfig } from '../../../shared/recipe.ts';
import { testMethods, type TestMethod } from '../../../shared/test-methods.ts';
import { type ComputeBackend, openBackend } from '../../backend/open-backend.ts';
import { makePicture } from '../../export/comparison-pictures.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { openScorer } from '../../prediction/open-scorer.ts';
import { measureMethod, type MethodAnswers } from './measure-method.ts';

const classes = ['a', 'b', 'c'];
const size = 64;
/** Larger than the network's picture, and smaller: down to one pixel, and far from square. */
const sides = [
  [90, 120],
  [100, 70],
  [40, 30],
  [5, 60],
  [70, 3],
  [1, 1],
] as const;
let folder: string;
let photos: readonly Photo[];
let backend: ComputeBackend;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-other-networks-'));
  photos = await Promise.all(
    sides.map(async ([width, height], index) => {
      const bytes = await sharp(makePicture(index, 100), { raw: { width: 100, height: 100, channels: 3 } })
        .resize(width, height, { fit: 'fill' })
        .png()
        .toBuffer();
      const path = `${index}.png`;
      await writeFile(join(folder, path), bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { path, classIndex: 0, sha256, bytes: bytes.length };
    }),
  );
  backend = await openBackend('auto');
});
afterAll(() => rm(folder, { recursive: true }));

async function measure(
  model: TrainedModel,
  method: TestMethod,
  scales: readonly number[] | null,
): Promise<MethodAnswers> {
  const scorer = await openScorer(backend, model);
  try {
    const source = { folder, signal: new AbortController().signal, advance: () => undefined };
    return await measureMethod({ model, scorer, report: () => undefined }, method, scales, photos, source);
  } finally {
    scorer.close();
  }
}

const modelOf = (
  network: NetworkConfig,
  boldness: number,
  image: Partial<ImageConfig> = {},
): TrainedModel => {
  const made = madeModel({ network, size, classes, boldness });
  return { ...made, file: { ...made.file, image: { ...made.file.image, ...image } } };
};

function expectNear(one: MethodAnswers, other: MethodAnswers): void {
  expect(one.probabilities.length).toBe(photos.length * classes.length);
  const off = one.probabilities.map((value, index) => Math.abs(value - other.probabilities[index]!));
  expect(Math.max(...off)).toBeLessThan(1e-5);
}

describe('dense testing', () => {
  const pooled: NetworkConfig = { kind: 'base', base: 'mobilenet', units: 16, dropout: 0.5 };
  const linear: NetworkConfig = { kind: 'base', base: 'vgg16', units: [], dropout: 0 };

  it.each([
    ['that averages over all places', pooled],
    ['without a hidden layer', linear],
  ])('is the plain one where a network %s sees its own picture', async (_, network) => {
    const model = modelOf(network, 30);
    expectNear(await measure(model, 'dense', [size]), await measure(model, 'plain', null));
    expectNear(await measure(model, 'dense-flip', [size]), await measure(model, 'flip', null));
  });

  it('of a network that averages over all places is the same network on the larger picture', async () => {
    const larger = 96;
    const { weights, ...model } = modelOf(pooled, 30);
    const shape = [larger, larger, 3] as const;
    const asLarger: TrainedModel = {
      file: { ...model.file, image: { size: larger, fit: 'stretch' } },
      network: { ...model.network, inputShape: shape },
      weights,
      known: null,
    };
    expectNear(
      await measure({ ...model, weights }, 'dense', [larger]),
      await measure(asLarger, 'plain', null),
    );
  });

  it('of a network without a hidden layer answers at more places of a larger picture', async () => {
    const model = modelOf(linear, 30);
    const dense = await measure(model, 'dense', [size + 32]);
    const plain = await measure(model, 'plain', null);
    expect(dense.probabilities).not.toEqual(plain.probabilities);
  });
});

describe('photos smaller than the network’s picture', () => {
  it.each(['stretch', 'crop', 'pad'] as const)(
    'are enlarged for every method where photos are %s',
    async (fit) => {
      const model = modelOf(smallConvnet, 30, { fit });
      for (const method of testMethods) {
        const { probabilities, photos: measured, skipped } = await measure(model, method, null);
        expect(skipped, method).toEqual([]);
        expect(measured, method).toHaveLength(photos.length);
        for (let row = 0; row < photos.length; row++) {
          const own = probabilities.subarray(row * classes.length, (row + 1) * classes.length);
          expect(
            own.reduce((sum, value) => sum + value, 0),
            method,
          ).toBeCloseTo(1, 5);
        }
      }
    },
  );

  it('of one colour answer the same by every crop', async () => {
    const model = modelOf(smallConvnet, 30);
    const plain = await measure(model, 'plain', null);
    const last = (photos.length - 1) * classes.length;
    for (const method of ['flip', 'scales', 'ten-crop', 'multi-crop', 'dense'] as const) {
      const found = await measure(model, method, null);
      classes.forEach((_, at) => {
        expect(found.probabilities[last + at], method).toBeCloseTo(plain.probabilities[last + at]!, 5);
      });
    }
  });
});

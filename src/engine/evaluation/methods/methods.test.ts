import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../../test/made-model.ts';
import type { Photo } from '../../../shared/dataset.ts';
import { schemaVersion } from '../../../shared/run-files.ts';
import type { testMethods } from '../../../shared/test-methods.ts';
import { recipeByName } from '../../../shared/recipes/catalogue.ts';
import { type ComputeBackend, openBackend } from '../../backend/open-backend.ts';
import { makePicture } from '../../export/comparison-pictures.ts';
import { decodePhoto } from '../../features/decode-photo.ts';
import { silentContext } from '../../job/job-context.ts';
import { modelFolder, openModel, saveModel, type TrainedModel } from '../../models/model-folder.ts';
import { openScorer, type Scorer } from '../../prediction/open-scorer.ts';
import { runPaths } from '../../training/run-folder.ts';
import { denseNetwork } from './dense-network.ts';
import { measureMethod } from './measure-method.ts';
import { readTesting } from './testing-file.ts';
import { testRun } from './test-run.ts';

const classes = ['a', 'b', 'c'];
const size = 64;
let folder: string;
let photos: readonly (Photo & { part: 'train' | 'validation' | 'test' })[];
let backend: ComputeBackend;
let model: TrainedModel;
let scorer: Scorer;

async function makeRun(run: string, made: TrainedModel): Promise<void> {
  await saveModel(modelFolder(run), made.file, made.weights);
  await writeFile(
    runPaths(run).config,
    JSON.stringify({
      schemaVersion,
      thawVersion: '0',
      createdAt: '2026-01-01',
      source: { folder, layout: 'class-folders' },
      classes,
      seed: 1,
      recipe: recipeByName('scratch'),
      changes: [],
      baseWeights: null,
    }),
  );
  const split = { schemaVersion, folder, layout: 'class-folders', seed: 1, classes, photos };
  await writeFile(runPaths(run).split, JSON.stringify(split));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-methods-'));
  photos = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const path = `photos/${index}.png`;
      const [width, height] = [90 + 7 * index, 120 - 3 * index];
      const bytes = await sharp(makePicture(index, 100), { raw: { width: 100, height: 100, channels: 3 } })
        .resize(width, height, { fit: 'fill' })
        .png()
        .toBuffer();
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const part = (['test', 'test', 'validation'] as const)[index % 3]!;
      return { path, classIndex: index % classes.length, sha256, bytes: bytes.length, part };
    }),
  );
  model = madeModel({ network: smallConvnet, size, classes, boldness: 30 });
  await makeRun(join(folder, 'run'), model);
  backend = await openBackend('auto');
  scorer = await openScorer(backend, model);
});
afterAll(async () => {
  scorer.close();
  await rm(folder, { recursive: true });
});

const source = () => ({ folder, signal: new AbortController().signal, advance: () => undefined });
const measure = (method: (typeof testMethods)[number], scales: readonly number[] | null, of = model) =>
  measureMethod({ model: of, scorer, report: () => undefined }, method, scales, photos, source());

describe('a method', () => {
  it('is the plain one, to the bit, with one crop at one scale', async () => {
    const plain = await measure('plain', null);
    const own = await Promise.all(
      photos.map(async (photo) => {
        const decoded = await decodePhoto(photo, folder, model.file.image);
        return decoded.kind === 'decoded' ? scorer.score(decoded.pixels, 1) : null;
      }),
    );
    expect(plain.probabilities.length).toBe(photos.length * classes.length);
    own.forEach((row, index) => {
      row!.forEach((value, at) => {
        expect(plain.probabilities[index * classes.length + at]).toBeCloseTo(value, 5);
      });
    });
    expect((await measure('scales', [size])).probabilities).toEqual(plain.probabilities);
  });

  it.each(['stretch', 'crop', 'pad'] as const)(
    'is the plain one where %s photos are stored larger',
    async (fit) => {
      const larger = { ...model, file: { ...model.file, image: { size, fit, stored: 80 } } };
      const plain = await measure('plain', null, larger);
      expect((await measure('scales', [80], larger)).probabilities).toEqual(plain.probabilities);
      expect((await measure('scales', [96], larger)).probabilities).not.toEqual(plain.probabilities);
    },
  );

  it('is the plain one but for rounding where a dense network sees the plain picture', async () => {
    const plain = await measure('plain', null);
    const dense = await measure('dense', [size]);
    const off = dense.probabilities.map((value, index) => Math.abs(value - plain.probabilities[index]!));
    expect(Math.max(...off)).toBeLessThan(1e-5);
    expect(dense.pictures).toBe(1);
    const flip = await measure('flip', null);
    const denseFlip = await measure('dense-flip', [size]);
    const flipOff = denseFlip.probabilities.map((value, index) =>
      Math.abs(value - flip.probabilities[index]!),
    );
    expect(Math.max(...flipOff)).toBeLessThan(1e-5);
  });

  it('gives probabilities that sum to 1, of as many pictures as it says', async () => {
    for (const [method, scales, pictures] of [
      ['flip', null, 2],
      ['scales', [64, 80, 96], 3],
      ['dense', [80, 96], 2],
      ['ten-crop', null, 10],
      ['multi-crop', [72], 50],
    ] as const) {
      const found = await measure(method, scales);
      expect(found.pictures).toBe(pictures);
      for (let row = 0; row < photos.length; row++) {
        const sum = found.probabilities
          .subarray(row * 3, row * 3 + 3)
          .reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(1, 5);
      }
    }
  });

  it('is refused where the network has no such head, or the picture is too small', () => {
    const { network, weights } = model;
    const headless = { network: { ...network, layers: network.layers.slice(0, 4) }, weights };
    expect(() => denseNetwork(headless, 80, 'dense')).toThrow(
      expect.objectContaining({ code: 'method-not-possible' }) as Error,
    );
    expect(() => denseNetwork(model, size - 1, 'dense')).toThrow(
      expect.objectContaining({ facts: { method: 'dense', reason: 'size', size } }) as Error,
    );
  });
});

describe('testing a run', () => {
  it('measures the plain way beside what is asked for, averages, and keeps it all with the run', async () => {
    const run = join(folder, 'run');
    const wish = { methods: ['flip', 'dense+flip'], scales: null, ensemble: [] };
    const result = await testRun({ run, wish }, silentContext);
    expect(result.methods.map(({ method }) => method)).toEqual(['plain', 'flip', 'dense+flip']);
    expect(result.methods.map(({ count }) => count)).toEqual([8, 8, 8]);
    expect(result.methods[0]!.againstPlain).toBeNull();
    expect(result.methods[2]).toMatchObject({ pictures: 3, scales: [96] });
    await testRun({ run, wish: { ...wish, methods: ['ten-crop', 'flip'] } }, silentContext);
    const kept = await readTesting(run);
    expect(kept!.methods.map(({ method }) => method)).toEqual(['plain', 'dense+flip', 'ten-crop', 'flip']);
    expect(JSON.parse(await readFile(runPaths(run).testing, 'utf8'))).toEqual(kept);
  });

  it('averages runs, plain and weighted on validation, but none that learned from these photos', async () => {
    const run = join(folder, 'run');
    const other = join(folder, 'other');
    await makeRun(other, madeModel({ network: smallConvnet, size, classes, boldness: 3 }));
    const wish = { methods: [], scales: null, ensemble: [other] };
    const { methods } = await testRun({ run, wish }, silentContext);
    expect(methods.map(({ method }) => method)).toEqual(['plain', 'ensemble', 'ensemble-weighted']);
    expect(methods[1]!.runs).toEqual([
      { run, weight: 0.5 },
      { run: other, weight: 0.5 },
    ]);
    expect(methods[2]!.runs!.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    const split = JSON.parse(await readFile(runPaths(other).split, 'utf8')) as { photos: { part: string }[] };
    split.photos[0]!.part = 'train';
    await writeFile(runPaths(other).split, JSON.stringify(split));
    await expect(testRun({ run, wish }, silentContext)).rejects.toMatchObject({
      code: 'ensemble-not-possible',
      facts: { run: other, reason: 'learned', photos: 1 },
    });
    const opened = await openModel(other);
    await saveModel(modelFolder(other), { ...opened.file, classes: ['a', 'b', 'd'] }, opened.weights);
    await expect(testRun({ run, wish }, silentContext)).rejects.toMatchObject({
      facts: { reason: 'classes' },
    });
  });
});

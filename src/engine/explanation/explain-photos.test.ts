import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import type { HeatResult } from '../../shared/job-results/explanation-results.ts';
import { makePicture } from '../export/comparison-pictures.ts';
import { silentContext } from '../job/job-context.ts';
import { modelFolder, saveModel } from '../models/model-folder.ts';
import { explainPhotos } from './explain-photos.ts';
import { heatOverPhoto } from './heat-over-photo.ts';

const size = 96;
let folder: string;
let photos: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-heat-'));
  photos = join(folder, 'photos');
  const made = madeModel({ network: smallConvnet, size, classes: ['cats', 'dogs'], boldness: 400 });
  await saveModel(modelFolder(join(folder, 'run')), made.file, made.weights);
  await mkdir(photos);
  for (const index of [0, 1])
    await sharp(makePicture(index, size), { raw: { width: size, height: size, channels: 3 } }).toFile(
      join(photos, `${index}.png`),
    );
  await writeFile(join(photos, 'text.jpg'), 'not a photo at all');
});
afterAll(() => rm(folder, { recursive: true }));

const explain = (out: string, className: string | null = null): Promise<HeatResult> =>
  explainPhotos({ run: join(folder, 'run'), paths: [photos], className, out }, silentContext);

it('draws over each photo the class asked for, or its likeliest, and leaves out what is no photo', async () => {
  const likeliest = await explain(join(folder, 'likeliest'));
  expect(likeliest.photos.map(({ picture }) => picture)).toEqual(
    [0, 1].map((index) => join(folder, 'likeliest', `${index}.heat.png`)),
  );
  expect(likeliest.skipped).toMatchObject([{ path: join(photos, 'text.jpg'), reason: 'not-an-image' }]);
  for (const { file, label, probabilities, picture } of likeliest.photos) {
    expect(probabilities[label]).toBe(Math.max(...Object.values(probabilities)));
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', width: size, height: size });
    expect(await sharp(picture).raw().toBuffer()).not.toEqual(await sharp(file).raw().toBuffer());
  }
  const dogs = await explain(join(folder, 'dogs'), 'dogs');
  expect(dogs.photos.map(({ label }) => label)).toEqual(['dogs', 'dogs']);
});

it('never overwrites: a name that is taken gets a number', async () => {
  const out = join(folder, 'taken');
  await mkdir(out);
  await writeFile(join(out, '0.heat.png'), 'mine');
  await explain(out);
  await explain(out);
  expect((await readdir(out)).sort()).toEqual([
    '0.heat (2).png',
    '0.heat (3).png',
    '0.heat.png',
    '1.heat (2).png',
    '1.heat.png',
  ]);
  expect(await readFile(join(out, '0.heat.png'), 'utf8')).toBe('mine');
});

it('says what it cannot do', async () => {
  await expect(explain(join(folder, 'none'), 'wolves')).rejects.toMatchObject({
    code: 'invalid-value',
    facts: { option: 'class', value: 'wolves', expected: 'cats | dogs' },
  });
  await expect(explain(join(photos, '0.png'))).rejects.toMatchObject({ code: 'export-destination-taken' });
});

it('lays the heat over the upright photo, whose longer side is at most 2,048 pixels', async () => {
  const file = join(folder, 'turned.jpg');
  const grey = { width: 3000, height: 1500, channels: 3, background: 'grey' } as const;
  // Turned by a quarter, as a phone writes it.
  await sharp({ create: grey }).withMetadata({ orientation: 6 }).jpeg().toFile(file);
  const layer = await sharp({ create: { width: 256, height: 256, channels: 4, background: '#0000' } })
    .composite([
      { input: { create: { width: 256, height: 128, channels: 4, background: 'red' } }, gravity: 'north' },
    ])
    .png()
    .toBuffer();
  const over = sharp(await heatOverPhoto(file, layer));
  expect(await over.metadata()).toMatchObject({ width: 1024, height: 2048 });
  const { data } = await over.raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number): number[] => [
    ...data.subarray((y * 1024 + x) * 3, (y * 1024 + x) * 3 + 3),
  ];
  expect(pixel(500, 400)).toEqual([255, 0, 0]);
  expect(pixel(500, 1600)[1]).toBeGreaterThan(100);
});

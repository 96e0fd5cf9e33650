import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePicture } from '../../src/engine/export/comparison-pictures.ts';
import { modelFolder, saveModel } from '../../src/engine/models/model-folder.ts';
import { madeModel, smallConvnet } from '../made-model.ts';
import { buildOnce, thaw, type Ended } from './built-cli.ts';
import { newFolder } from './test-folders.ts';

const size = 96;
let folder: string;

beforeAll(async () => {
  await buildOnce();
  folder = await newFolder('explain');
  const made = madeModel({ network: smallConvnet, size, classes: ['cats', 'dogs'], boldness: 400 });
  await saveModel(modelFolder(join(folder, 'run')), made.file, made.weights);
  await mkdir(join(folder, 'photos'));
  await sharp(makePicture(0, size), { raw: { width: size, height: size, channels: 3 } }).toFile(
    join(folder, 'photos', 'cat.1.png'),
  );
});
afterAll(() => rm(folder, { recursive: true }));

const explain = (line: string): Promise<Ended> => thaw(['explain', ...line.split(' ')], { cwd: folder });

describe('thaw explain', () => {
  it('lists the layers with their shapes', async () => {
    const ended = await explain('layers run');
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toMatch(/conv2d +convolution +94 x 94 x 32 +896\n/);
    const json = (await explain('layers run --json')).json().at(-1)!;
    expect(json).toMatchObject({ kind: 'result', inputShape: [96, 96, 3] });
    expect(json.layers).toHaveLength(12);
  });

  it('draws heat, activations and filters beside the run, and never over a file', async () => {
    const lines = [
      'heat run photos --class dogs',
      'activations run photos/cat.1.png --layer conv2d_2',
      'filters run --layer conv2d --count 3 --steps 2 --size 40',
    ];
    for (const line of [...lines, ...lines]) expect((await explain(line)).exitCode).toBe(0);
    expect((await readdir(join(folder, 'run', 'explanations'))).sort()).toEqual([
      'cat.1.conv2d_2-2.png',
      'cat.1.conv2d_2.png',
      'cat.1.heat (2).png',
      'cat.1.heat.png',
      'conv2d.filters-2.png',
      'conv2d.filters.png',
    ]);
    const sheet = await sharp(join(folder, 'run', 'explanations', 'conv2d.filters.png')).metadata();
    // Two in a row, five pixels apart.
    expect([sheet.width, sheet.height]).toEqual([85, 85]);
    const taken = await explain(
      'filters run --layer conv2d --out run/explanations/conv2d.filters.png --json',
    );
    expect(taken.json().at(-1)).toMatchObject({ kind: 'error', code: 'export-destination-taken' });
  });

  it('says which layer was meant', async () => {
    const ended = await explain('activations run photos/cat.1.png --layer conv2d_9');
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain('Did you mean "conv2d_1"?');
    const flat = await explain('filters run --layer flatten --json');
    expect(flat.json().at(-1)).toMatchObject({ kind: 'error', code: 'layer-without-filters' });
    const many = await explain('filters run --layer conv2d --count 33 --json');
    expect(many.json().at(-1)).toMatchObject({ kind: 'error', code: 'invalid-value' });
  });
});

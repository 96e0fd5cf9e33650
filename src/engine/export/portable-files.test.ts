import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallConvnet, smallVgg16 } from '../../../test/made-model.ts';
import type { NetworkConfig } from '../../shared/recipe.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { describeLabels, readLabels } from './labels-file.ts';
import { describePreprocessing } from './describe-preprocessing.ts';
import { preprocessingOf, readPreprocessing } from './preprocessing-file.ts';

const greyDigits: NetworkConfig = { kind: 'from-scratch', design: 'digits', units: 8, dropout: 0 };
const image = { size: 96, fit: 'stretch' } as const;
const vgg16 = describeNetwork(smallVgg16, image, 2);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-portable-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('labels.json', () => {
  it('says that one sigmoid unit answers for the class that sorts second', () => {
    expect(describeLabels(vgg16, ['cats', 'dogs']).output).toEqual({
      kind: 'sigmoid',
      probabilityOf: 'dogs',
    });
  });
  it('says that more classes have one unit each', () => {
    const labels = describeLabels(describeNetwork(smallVgg16, image, 3), ['a', 'b', 'c']);
    expect(labels).toMatchObject({ classes: ['a', 'b', 'c'], output: { kind: 'softmax' } });
  });
});

it('says that the form photo has one probability a class, even of two', () => {
  const labels = describeLabels(vgg16, ['cats', 'dogs'], null, 'photo');
  expect(labels).toMatchObject({ form: 'photo', output: { kind: 'softmax' } });
});

describe('preprocessing.json', () => {
  it.each([smallVgg16, smallConvnet, greyDigits])(
    'gives back the preprocessing it was written from (%o)',
    async (config) => {
      const network = describeNetwork(config, image, 2);
      const file = join(folder, 'preprocessing.json');
      await writeFile(file, JSON.stringify(describePreprocessing(network, image)));
      expect(preprocessingOf(await readPreprocessing(file), file)).toEqual(network.preprocessing);
    },
  );

  it.each([
    ['stretch', true, null, ['decode', 'turn-upright']],
    ['stretch', false, 96, ['decode', 'turn-upright', 'resize']],
    ['crop', true, null, ['decode', 'turn-upright', 'crop']],
    ['pad', true, 96, ['decode', 'turn-upright', 'resize-longer-side', 'pad']],
    ['crop', 'shapes', null, ['decode', 'turn-upright']],
    ['pad', 'shapes', null, ['decode', 'turn-upright']],
  ] as const)('lists what is left to do before the form photo (%s, %s)', async (fit, does, side, steps) => {
    const file = join(folder, 'photo.json');
    const form = { form: 'photo', resizes: does !== false, shapes: does === 'shapes' } as const;
    await writeFile(file, JSON.stringify(describePreprocessing(vgg16, { size: 96, fit }, form)));
    const read = await readPreprocessing(file);
    expect(read).toMatchObject({
      form: 'photo',
      input: { type: 'uint8', height: side, width: side, channels: 3 },
    });
    expect(read.steps.map(({ step }) => step)).toEqual(steps);
    expect(preprocessingOf(read, file)).toEqual({ channelOrder: 'rgb', mean: [0, 0, 0], scale: 1 });
  });

  it.each([
    ['stretch', ['decode', 'turn-upright', 'resize', 'order-channels', 'subtract', 'multiply']],
    ['crop', ['decode', 'turn-upright', 'crop', 'resize', 'order-channels', 'subtract', 'multiply']],
    [
      'pad',
      ['decode', 'turn-upright', 'resize-longer-side', 'pad', 'order-channels', 'subtract', 'multiply'],
    ],
  ] as const)('lists the steps of %s in their order', (fit, steps) => {
    expect(describePreprocessing(vgg16, { size: 96, fit }).steps.map(({ step }) => step)).toEqual(steps);
  });
});

describe('reading', () => {
  it.each([
    '',
    '{',
    '{"schemaVersion":2}',
    '{"schemaVersion":1,"classes":["one"],"output":{"kind":"softmax"}}',
  ])('refuses %j', async (content) => {
    const file = join(folder, 'labels.json');
    await writeFile(file, content);
    await expect(readLabels(file)).rejects.toMatchObject({ code: 'file-damaged', facts: { file } });
  });
  it('refuses a missing file', async () => {
    await expect(readLabels(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'file-damaged' });
  });
  it('refuses steps without a mean', () => {
    const description = describePreprocessing(vgg16, image);
    const steps = description.steps.filter(({ step }) => step !== 'subtract');
    expect(() => preprocessingOf({ ...description, steps }, 'p.json')).toThrow('file-damaged');
  });
});

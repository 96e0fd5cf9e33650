import { describe, expect, it } from 'vitest';
import type { NetworkConfig } from '../../../shared/recipe.ts';
import { describeNetwork } from '../../models/describe-network.ts';
import { describeLabels } from '../labels-file.ts';
import { describePreprocessing } from '../describe-preprocessing.ts';
import { samplesOf } from '../samples/samples-of.ts';
import type { KitFacts } from './kit-facts.ts';
import { renderReadme } from './render-readme.ts';

const vgg16: NetworkConfig = { kind: 'base', base: 'vgg16', units: 256, dropout: 0.5 };
const image = { size: 150, fit: 'crop' } as const;
const files = ['model.json', 'labels.json', 'predict.mjs', 'index.html', 'page/files.js', 'parity.json'];

function factsOf(runName: string, classes: readonly string[]): KitFacts {
  const network = describeNetwork(vgg16, image, classes.length);
  const known = { features: new Float32Array(512), channels: 512, neighbours: 4 };
  const familiarity = { least: 0.75, layer: 'block5_pool', known };
  const labels = describeLabels(network, classes, { confidence: 0.625, familiarity });
  const preprocessing = describePreprocessing(network, image);
  return {
    runName,
    format: 'tfjs',
    modelFile: 'model.json',
    labels,
    preprocessing,
    samples: samplesOf('tfjs', { runName, labels, preprocessing }),
    report: true,
    parity: {
      schemaVersion: 1,
      thawVersion: '1.2.3',
      format: 'tfjs',
      form: 'network',
      weights: 'float32',
      photos: 64,
      maxDifference: 3.2e-6,
      meanDifference: 4.1e-7,
      allowedDifference: 1e-4,
      sameAnswers: 63,
      sameTopClass: 64,
      agreement: 1,
      maxFamiliarityDifference: 2e-6,
      openedWith: 'TensorFlow.js 4.22.0',
    },
  };
}

describe.each(['en', 'zh-CN'] as const)('the README in %s', (language) => {
  const text = renderReadme(factsOf('Cats', ['cats', 'dogs']), files, language);

  it('says every step, what the answers mean, what was checked and how to ask', () => {
    for (const piece of ['150 x 150', '103.939, 116.779, 123.68', '[1, 150, 150, 3]', '"dogs"', '0.625'])
      expect(text).toContain(piece);
    for (const piece of ['block5_pool', '0.75', '3.2e-6', '4.1e-7', '2.0e-6', 'TensorFlow.js 4.22.0'])
      expect(text).toContain(piece);
    for (const piece of ['node predict.mjs photo.jpg', 'npm install', 'index.html', 'sharp 0.35.5'])
      expect(text).toContain(piece);
    for (const file of ['model.json', 'labels.json', 'parity.json', 'page/'])
      expect(text).toContain(`\`${file}\``);
    expect(text).not.toMatch(/undefined|NaN|null/);
  });

  it('says that weights are rounded where they are', () => {
    const facts = factsOf('Cats', ['cats', 'dogs']);
    const half = renderReadme({ ...facts, parity: { ...facts.parity, weights: 'float16' } }, files, language);
    const [said, another] = half.split('\n').filter((line) => !text.includes(line));
    expect(said).toMatch(/16-bit|16 位/);
    expect(another).toBeUndefined();
  });

  it('takes names for names', () => {
    const hostile = renderReadme(factsOf('# <img src=x>\n* a', ['`b`', 'c\nd']), files, language);
    expect(hostile.split('\n')[0]).toBe('# \\# \\<img src=x\\> \\* a');
    expect(hostile).toContain('"\\u0060b\\u0060"');
    expect(hostile).toContain('"c\\nd"');
  });
});

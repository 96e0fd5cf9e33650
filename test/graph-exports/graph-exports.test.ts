import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { savedModelFormat } from '../../src/engine/export/savedmodel/savedmodel-format.ts';
import { tfjsGraphFormat } from '../../src/engine/export/tfjs-graph/tfjs-graph-format.ts';
import { tfjsFormat } from '../../src/engine/export/tfjs/tfjs-format.ts';
import { comparedExport } from './asked-formats.ts';
import { branching, graphModels, meanImage } from './made-models.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-graphs-'));
});
afterEach(() => rm(folder, { recursive: true }));

const formats = [savedModelFormat, tfjsGraphFormat, tfjsFormat];
const forms = ['network', 'photo'] as const;
const combinations = formats.flatMap((format) =>
  forms.flatMap((form) => graphModels.map((made) => ({ format, form, ...made, is: format.name }))),
);

it.each(combinations)(
  '$is answers in the form $form as the model it was written from: $name',
  async ({ format, form, model }) => {
    const compared = await comparedExport(format, model, folder, { form, weights: 'float32' });
    expect(compared.maxDifference).toBeLessThan(2e-5);
    // Pictures that all got the same answer would prove nothing.
    expect(compared.spread).toBeGreaterThan(0.005);
  },
  60_000,
);

describe.each(formats)('$name', (format) => {
  // TensorFlow.js has no layer that normalises responses.
  const normalises = format !== tfjsFormat;

  it.each(forms)('keeps weights as half words that answer as rounded ones do (%s)', async (form) => {
    const options = { form, weights: 'float16' } as const;
    const compared = await comparedExport(format, branching({}, {}, normalises), folder, options);
    expect(compared.maxDifference).toBeLessThan(2e-5);
  });

  it.each([
    ['groups, branches and normalised responses', {}, {}],
    ['blue first', {}, { channelOrder: 'bgr', mean: [104, 117, 124], scale: 1 }],
    ['grey', {}, { channelOrder: 'grey', mean: [0], scale: 1 / 32 }],
    ['a mean image', {}, { mean: [125, 125, 125], meanImage: meanImage(20) }],
    ['photos cut from a larger square', { stored: 27, fit: 'crop' }, {}],
    ['photos on black', { fit: 'pad', stored: 25 }, {}],
  ] as const)('takes photos as they are with %s', async (_, image, preprocessing) => {
    const options = { form: 'photo', weights: 'float32' } as const;
    const compared = await comparedExport(
      format,
      branching(image, preprocessing, normalises),
      folder,
      options,
    );
    expect(compared.maxDifference).toBeLessThan(2e-5);
    expect(compared.spread).toBeGreaterThan(1e-3);
  });
});

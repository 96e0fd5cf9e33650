import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  askedExport,
  type AskedExport,
  largestDifference,
  largestSpread,
} from '../../../test/asked-exports.ts';
import { exportedModels, normalisedModel } from '../../../test/exported-models.ts';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../test/python-with-keras.ts';
import type { ExportOptions } from '../../shared/export-formats.ts';
import { allowedDifference } from './compare-scores.ts';
import { kerasFormat } from './keras/keras-format.ts';
import { kerasH5Format } from './keras-h5/keras-h5-format.ts';

const answersSchema = z.array(
  z.object({
    keras: z.string(),
    stored: z.array(z.string()),
    weights: z.array(z.string()),
    computes: z.string(),
    layers: z.array(z.string()),
    rows: z.array(z.array(z.number())),
  }),
);

const plain: readonly ExportOptions[] = [
  { form: 'network', weights: 'float32' },
  { form: 'photo', weights: 'float32' },
];
const half: ExportOptions = { form: 'photo', weights: 'float16' };
const cases = [
  ...exportedModels.flatMap((each) =>
    [kerasFormat, kerasH5Format].flatMap((format) =>
      [...plain, half].map((options) => ({ ...each, format, options })),
    ),
  ),
  ...[...plain, half].map((options) => ({ ...normalisedModel, format: kerasFormat, options })),
].map((each) => ({
  ...each,
  larger: null as { width: number; height: number } | null,
  within: allowedDifference,
  title: `${each.name} as ${each.format.name}, ${each.options.form}, ${each.options.weights}`,
}));
/** Keras rounds levels once, Thaw as Pillow does after each of two passes: single pixels differ by one level. */
const resizing = exportedModels
  .filter((_, index) => index % 3 === 0)
  .map((each) => ({
    ...each,
    format: kerasFormat,
    options: { form: 'photo', weights: 'float32' } as const,
    larger: { width: 173, height: 131 },
    within: 0.02,
    title: `${each.name} as keras, photo, resized by Keras`,
  }));
const all = [...cases, ...resizing];

describe.skipIf(pythonWithKeras === null)(
  `real Keras opens without custom code${skippedWithoutKeras}`,
  () => {
    let folder: string;
    let asked: AskedExport[];
    let theirs: z.infer<typeof answersSchema>;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'thaw-keras-'));
      asked = [];
      for (const [index, { model, format, options, larger }] of all.entries())
        asked.push(await askedExport(join(folder, String(index)), model, format, options, larger));
      const jobs = join(folder, 'jobs.json');
      await writeFile(jobs, JSON.stringify(asked));
      theirs = answersSchema.parse(await runKeras('run-exports.py', [jobs]));
    }, 600_000);
    afterAll(() => rm(folder, { recursive: true }));

    it.each(all.map(({ title, options, within }, index) => ({ title, index, options, within })))(
      '$title, and it answers as Thaw does',
      ({ index, options, within }) => {
        const { keras, rows, stored, weights, computes } = theirs[index]!;
        const { expected } = asked[index]!;
        expect(keras).toMatch(/^3\./);
        expect([computes, weights]).toEqual(['float32', ['float32']]);
        // What turns photos into the network's pictures stays exact.
        const rounded = stored.filter((type) => type !== 'float32');
        expect(rounded).toEqual(options.weights === 'float16' ? ['float16'] : []);
        expect(largestDifference(rows, expected)).toBeLessThan(within);
        if (options.form === 'photo') expect(rows[0]).toHaveLength(expected[0]!.length);
        // Pictures that all got the same answer would prove nothing.
        expect(largestSpread(expected)).toBeGreaterThan(5 * allowedDifference);
      },
    );

    it.each(cases.map(({ title, format }, index) => ({ title, index, format })))(
      '$title is read back from its files alone',
      async ({ index, format }) => {
        const { folder: written, pictures, expected } = asked[index]!;
        const reader = await format.open(written);
        try {
          const rows: (readonly number[])[] = [];
          for (const picture of pictures) rows.push([...(await reader.answer(picture, 1)).probabilities]);
          expect(largestDifference(rows, expected)).toBeLessThan(allowedDifference);
        } finally {
          reader.close();
        }
      },
    );
  },
);

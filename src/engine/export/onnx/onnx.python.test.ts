import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  askedExport,
  type AskedExport,
  largestDifference,
  largestSpread,
} from '../../../../test/asked-exports.ts';
import { exportedModels, normalisedModel } from '../../../../test/exported-models.ts';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../../test/python-with-keras.ts';
import type { ExportOptions } from '../../../shared/export-formats.ts';
import { allowedDifference } from '../compare-scores.ts';
import { onnxFormat } from './onnx-format.ts';

const answersSchema = z.array(
  z.object({
    onnxruntime: z.string(),
    checked: z.boolean(),
    metadata: z.record(z.string(), z.string()),
    rows: z.array(z.array(z.number())),
  }),
);
const ways: readonly ExportOptions[] = [
  { form: 'network', weights: 'float32' },
  { form: 'photo', weights: 'float32' },
  { form: 'photo', weights: 'float16' },
];
const cases = [...exportedModels, normalisedModel].flatMap((each) =>
  ways.map((options) => ({
    ...each,
    options,
    larger: null as { width: number; height: number } | null,
    within: allowedDifference,
    title: `${each.name}, ${options.form}, ${options.weights}`,
  })),
);
/** onnxruntime's rows and columns come in another order than Pillow's for some shapes: single pixels differ. */
const resizing = exportedModels
  .filter((_, index) => index % 3 === 0)
  .map((each) => ({
    ...each,
    options: { form: 'photo', weights: 'float32' } as const,
    larger: { width: 173, height: 131 },
    within: 0.02,
    title: `${each.name}, photo, resized by onnxruntime`,
  }));
const all = [...cases, ...resizing];

describe('exports to ONNX', () => {
  let folder: string;
  let asked: AskedExport[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-onnx-'));
    asked = [];
    for (const [index, { model, options, larger }] of all.entries())
      asked.push(await askedExport(join(folder, String(index)), model, onnxFormat, options, larger));
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true }));

  it.each(cases.map(({ title }, index) => ({ title, index })))(
    'answer as Thaw does by onnxruntime-node: $title',
    async ({ index }) => {
      const { folder: written, pictures, expected } = asked[index]!;
      const reader = await onnxFormat.open(written);
      try {
        const rows: (readonly number[])[] = [];
        for (const picture of pictures) rows.push([...(await reader.answer(picture, 1)).probabilities]);
        expect(largestDifference(rows, expected)).toBeLessThan(allowedDifference);
      } finally {
        reader.close();
      }
    },
  );

  it('are half as large with half weights', async () => {
    const sizes = await Promise.all(asked.slice(0, 3).map(async ({ model }) => (await stat(model)).size));
    expect(sizes[2]! / sizes[1]!).toBeCloseTo(0.5, 2);
  });

  describe.skipIf(pythonWithKeras === null)(`in Python${skippedWithoutKeras}`, () => {
    let theirs: z.infer<typeof answersSchema>;
    beforeAll(async () => {
      const jobs = join(folder, 'jobs.json');
      await writeFile(jobs, JSON.stringify(asked));
      theirs = answersSchema.parse(await runKeras('run-onnx.py', [jobs]));
    }, 300_000);

    it.each(
      all.map(({ title, options, model, within }, index) => ({ title, index, options, model, within })),
    )('are accepted and answer as Thaw does: $title', ({ index, options, model, within }) => {
      const { rows, metadata } = theirs[index]!;
      const { expected } = asked[index]!;
      expect(largestDifference(rows, expected)).toBeLessThan(within);
      expect(JSON.parse(metadata.classes!)).toEqual(model.file.classes);
      expect(metadata).toMatchObject(options);
      if (options.form === 'photo') expect(rows[0]).toHaveLength(expected[0]!.length);
      // Pictures that all got the same answer would prove nothing.
      expect(largestSpread(expected)).toBeGreaterThan(5 * allowedDifference);
    });
  });
});

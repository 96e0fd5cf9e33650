import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../test/python-with-keras.ts';
import { openBackend } from '../backend/open-backend.ts';
import { silentContext } from '../job/job-context.ts';
import { openModel } from '../models/model-folder.ts';
import { openScorer } from '../prediction/open-scorer.ts';
import { importModel } from './import-model.ts';

const allowed = 1e-4;
const toldSchema = z.array(
  z.object({
    name: z.string(),
    path: z.string(),
    size: z.number(),
    channels: z.number(),
    before: z.string().nullable(),
    rows: z.array(z.array(z.number())),
  }),
);

const names = [
  'tutorial',
  'tutorial, caffe',
  'mobilenet, ten',
  'mobilenet v2, two',
  'mobilenet with its top',
  'scratch, ten',
  'scratch, two',
  'caffe inside',
  'torch inside',
  'grey',
  'resized inside',
];

describe.skipIf(pythonWithKeras === null)(`models that Keras wrote${skippedWithoutKeras}`, () => {
  let folder: string;
  let told: z.infer<typeof toldSchema>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-import-'));
    told = toldSchema.parse(await runKeras('write-models.py', [folder]));
  }, 300_000);
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it.each(names.flatMap((name) => ['.keras', '.h5'].map((ending) => [name, ending] as const)))(
    '%s, %s: answers as in Keras',
    async (name, ending) => {
      const { path, size, channels, before, rows } = told.find((one) => one.name === name)!;
      const numClasses = Math.max(2, rows[0]!.length);
      const classes = Array.from({ length: numClasses }, (_, index) => `class ${index}`);
      const run = `${path}${ending}-run`;
      await importModel(
        {
          file: path + ending,
          run,
          classes,
          labels: null,
          preprocessing: before,
          size: null,
          photos: null,
        },
        silentContext,
      );
      const model = await openModel(run);
      expect(model.file.image.size).toBe(size);
      const levels = await readFile(`${path}.pixels`);
      // A grey picture comes as a colour that has this grey.
      const pixels =
        channels === 3
          ? Uint8Array.from(levels)
          : Uint8Array.from([...levels].flatMap((level) => [level, level, level]));
      const scorer = await openScorer(await openBackend('auto'), model);
      const scores = await scorer.score(pixels, rows.length);
      scorer.close();
      const theirs = rows.flatMap((row) => (row.length === 1 ? [1 - row[0]!, row[0]!] : row));
      const differences = theirs.map((value, place) => Math.abs(value - scores[place]!));
      expect(differences).toHaveLength(scores.length);
      expect(Math.max(...differences)).toBeLessThan(allowed);
      // Pictures that all got the same answer would prove nothing.
      const first = rows.map((row) => row[0]!);
      expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(1e-3);
    },
    120_000,
  );
});

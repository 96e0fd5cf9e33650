import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { madeModel, smallConvnet, smallVgg16 } from '../../../../test/made-model.ts';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../../test/python-with-keras.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { silentContext } from '../../job/job-context.ts';
import { modelFolder, saveModel } from '../../models/model-folder.ts';
import { openScorer } from '../../prediction/open-scorer.ts';
import { allowedDifference } from '../compare-scores.ts';
import { makePicture } from '../comparison-pictures.ts';
import { exportRun } from '../export-run.ts';

const answersSchema = z.array(
  z.object({ keras: z.string(), layers: z.array(z.string()), rows: z.array(z.array(z.number())) }),
);
const cases = [
  { name: 'VGG16, two classes', network: smallVgg16, size: 48, classes: ['cats', 'dogs'], boldness: 40 },
  {
    name: 'VGG16, three classes',
    network: smallVgg16,
    size: 64,
    classes: ['cats', 'dogs', '鸟'],
    boldness: 3,
  },
  {
    name: 'the network from scratch',
    network: smallConvnet,
    size: 96,
    classes: ['cats', 'dogs'],
    boldness: 400,
  },
];

describe.skipIf(pythonWithKeras === null)(`real Keras${skippedWithoutKeras}`, () => {
  let folder: string;
  let theirs: z.infer<typeof answersSchema>;
  const ours: Float32Array[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-keras-'));
    const files: string[] = [];
    for (const [index, made] of cases.entries()) {
      const model = madeModel(made);
      const run = join(folder, `run ${index}`);
      await saveModel(modelFolder(run), model.file, model.weights);
      const exported = await exportRun({ run, format: 'keras-h5', out: join(run, 'pets.h5') }, silentContext);
      const pictures = Array.from({ length: 6 }, (_, picture) => makePicture(100 + picture, made.size));
      const pixels = Uint8Array.from(Buffer.concat(pictures));
      await writeFile(join(run, 'pixels'), pixels);
      files.push(...exported.files, join(run, 'pixels'));
      const scorer = await openScorer(await openBackend('auto'), model);
      ours.push(await scorer.score(pixels, pictures.length));
      scorer.close();
    }
    theirs = answersSchema.parse(await runKeras('score-export.py', files));
  }, 300_000);
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it.each(cases.map(({ name }, index) => ({ name, index })))('scores $name as Thaw does', ({ index }) => {
    const { keras, layers, rows } = theirs[index]!;
    expect(keras).toMatch(/^3\./);
    expect(layers.slice(1)).toEqual(madeModel(cases[index]!).network.layers.map((layer) => layer.name));
    const differences = rows.flat().map((value, place) => Math.abs(value - ours[index]![place]!));
    expect(differences).toHaveLength(ours[index]!.length);
    expect(Math.max(...differences)).toBeLessThan(allowedDifference);
    // Pictures that all got the same answer would prove nothing.
    const first = rows.map((row) => row[0]!);
    expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(0.02);
  });
});

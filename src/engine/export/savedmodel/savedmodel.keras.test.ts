import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { askedExport, largestDifference, largestSpread } from '../../../../test/asked-exports.ts';
import { exportedModels, normalisedModel } from '../../../../test/exported-models.ts';
import { writeExport } from '../../../../test/graph-exports/asked-formats.ts';
import { branching } from '../../../../test/graph-exports/made-models.ts';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../../test/python-with-keras.ts';
import { exportForms, type ExportOptions } from '../../../shared/export-formats.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { fitSquare } from '../../images/fit-square.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { openScorer } from '../../prediction/open-scorer.ts';
import { asKept } from '../as-kept.ts';
import { allowedDifference } from '../compare-scores.ts';
import { makePicture } from '../comparison-pictures.ts';
import { weightBytes } from '../export-format.ts';
import { savedModelFormat } from './savedmodel-format.ts';
import { savedModelFolder } from './write-savedmodel.ts';

const rows = z.array(z.array(z.number()));
const answersSchema = z.array(
  z.object({
    rows: z.object({ load: rows, layer: rows, session: rows }),
    classes: z.array(z.string()).nullable(),
    features: rows.nullable(),
    variables: z.array(z.tuple([z.string(), z.string()])),
    devices: z.array(z.string()),
  }),
);

const photo = { form: 'photo', weights: 'float32' } as const;
const half = { form: 'photo', weights: 'float16' } as const;
const mixed = branching({}, {});
/** Sides of photos that are not of the network's size. */
const larger = [90, 61] as const;
interface Case {
  readonly name: string;
  readonly model: TrainedModel;
  readonly options: ExportOptions;
  /** Sides of the photos; none: the size that the model is asked with elsewhere. */
  readonly sides?: readonly [height: number, width: number];
}

const knowing: readonly Case[] = [
  { name: 'groups and branches', model: mixed, options: photo, sides: [20, 20] },
  { name: 'half words', model: mixed, options: half, sides: [20, 20] },
  ...(['stretch', 'crop', 'pad'] as const).map((fit) => ({
    name: `photos of another size (${fit})`,
    model: branching({ fit, stored: 24 }, {}),
    options: photo,
    sides: larger,
  })),
];
const cases: readonly Case[] = [
  ...[...exportedModels, normalisedModel].flatMap(({ name, model }, index) =>
    exportForms
      // Of the largest, whose loaders take seconds each, one form a model.
      .filter((_, place) => weightBytes(model, photo) < 2e7 || place === index % 2)
      .map((form) => ({
        name: `${name}, ${form}`,
        model,
        options: { form, weights: 'float32' } as const,
      })),
  ),
  ...knowing,
];

/** What TensorFlow is asked, and what Thaw answers: a row a photo. */
interface Asked {
  readonly words: readonly string[];
  readonly expected: readonly (readonly number[])[];
}

describe.skipIf(pythonWithKeras === null)(`real TensorFlow${skippedWithoutKeras}`, () => {
  let folder: string;
  let theirs: z.infer<typeof answersSchema>;
  let asked: Asked[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-savedmodel-'));
    asked = [];
    for (const [index, each] of cases.entries()) {
      const place = join(folder, String(index));
      asked.push(each.sides ? await askPhotos(place, each, each.sides) : await askWhole(place, each));
    }
    theirs = answersSchema.parse(
      await runKeras(
        'run-savedmodel.py',
        asked.flatMap(({ words }) => words),
      ),
    );
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true }));

  it.each(cases.map((each, index) => ({ ...each, index })))(
    'scores as Thaw does by every loader: $name',
    ({ index, model, options }) => {
      const [found, { expected }] = [theirs[index]!, asked[index]!];
      for (const answers of Object.values(found.rows))
        expect(largestDifference(answers, expected)).toBeLessThan(allowedDifference);
      // Photos that all got the same answer would prove nothing.
      expect(largestSpread(expected)).toBeGreaterThan(5 * allowedDifference);
      // The network's own answers of two classes are one number: that form names none.
      expect(found.classes).toEqual(options.form === 'photo' ? model.file.classes : null);
      expect(found.features === null).toBe(model.known === null);
      for (const features of found.features ?? []) expect(Math.hypot(...features)).toBeCloseTo(1, 5);
      expect(found.devices).toEqual(['']);
      const type = options.weights === 'float16' ? 'float16' : 'float32';
      expect(found.variables.map(([name]) => name).sort()).toEqual(
        [...model.weights.keys()].map((name) => `${name}:0`).sort(),
      );
      expect(new Set(found.variables.map(([, kind]) => kind))).toEqual(new Set([type]));
    },
  );
});

async function askWhole(place: string, { model, options }: Case): Promise<Asked> {
  const { folder, input, shape, expected } = await askedExport(place, model, savedModelFormat, options);
  return { words: [join(folder, savedModelFolder), input, `${shape[1]!}`, `${shape[2]!}`], expected };
}

async function askPhotos(
  place: string,
  { model, options }: Case,
  [height, width]: readonly [height: number, width: number],
): Promise<Asked> {
  await writeExport(savedModelFormat, model, place, options);
  const photos = Array.from({ length: 4 }, (_, picture) => makePhoto(picture, height, width));
  const input = join(place, 'photos');
  await writeFile(input, Buffer.concat(photos));
  const squares = photos.map((data) => fitSquare({ data, width, height }, model.file.image));
  const scorer = await openScorer(await openBackend('auto'), asKept(model, options.weights));
  const scores = await scorer.score(Uint8Array.from(Buffer.concat(squares)), squares.length);
  scorer.close();
  const { length } = model.file.classes;
  const expected = squares.map((_, row) => [...scores.subarray(row * length, (row + 1) * length)]);
  return { words: [join(place, savedModelFolder), input, `${height}`, `${width}`], expected };
}

/** A made picture, cut to these sides. */
function makePhoto(index: number, height: number, width: number): Uint8Array {
  const side = Math.max(height, width);
  const whole = makePicture(100 + index, side);
  const rowsOf = Array.from({ length: height }, (_, row) =>
    whole.subarray(row * side * 3, (row * side + width) * 3),
  );
  return Uint8Array.from(Buffer.concat(rowsOf));
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { writeExport } from '../../../../test/graph-exports/asked-formats.ts';
import { branching, graphModels } from '../../../../test/graph-exports/made-models.ts';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../../test/python-with-keras.ts';
import type { ExportOptions } from '../../../shared/export-formats.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { fitSquare } from '../../images/fit-square.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { openScorer } from '../../prediction/open-scorer.ts';
import { asKept } from '../as-kept.ts';
import { allowedDifference } from '../compare-scores.ts';
import { makePicture } from '../comparison-pictures.ts';
import { savedModelFormat } from './savedmodel-format.ts';
import { savedModelFolder } from './write-savedmodel.ts';

const rows = z.array(z.array(z.number()));
const answersSchema = z.array(
  z.object({
    rows: z.object({ load: rows, layer: rows, session: rows }),
    classes: z.array(z.string()).nullable(),
    features: rows,
    variables: z.array(z.tuple([z.string(), z.string()])),
    devices: z.array(z.string()),
  }),
);

const photo = { form: 'photo', weights: 'float32' } as const;
const half = { form: 'photo', weights: 'float16' } as const;
const mixed = branching({}, {});
/** Sides of photos that are not of the network's size. */
const larger = [90, 61] as const;
const cases: readonly {
  readonly name: string;
  readonly model: TrainedModel;
  readonly options: ExportOptions;
  readonly sides?: readonly [height: number, width: number];
}[] = [
  ...graphModels.map((made) => ({ ...made, options: photo })),
  { name: 'groups and branches', model: mixed, options: photo },
  { name: 'half words', model: mixed, options: half },
  ...(['stretch', 'crop', 'pad'] as const).map((fit) => ({
    name: `photos of another size (${fit})`,
    model: branching({ fit, stored: 24 }, {}),
    options: photo,
    sides: larger,
  })),
];

describe.skipIf(pythonWithKeras === null)(`real TensorFlow${skippedWithoutKeras}`, () => {
  let folder: string;
  let theirs: z.infer<typeof answersSchema>;
  const ours: Float32Array[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-savedmodel-'));
    const asked: string[] = [];
    for (const [index, { model, options, sides }] of cases.entries()) {
      const { image } = model.file;
      const [height, width] = sides ?? [image.size, image.size];
      const out = join(folder, `${index}`);
      await writeExport(savedModelFormat, model, out, options);
      const photos = Array.from({ length: 4 }, (_, picture) => makePhoto(picture, height, width));
      const input = join(out, 'photos');
      await writeFile(input, Buffer.concat(photos));
      asked.push(join(out, savedModelFolder), input, `${height}`, `${width}`);
      const squares = photos.map((data) => fitSquare({ data, width, height }, image));
      const scorer = await openScorer(await openBackend('auto'), asKept(model, options.weights));
      ours.push(await scorer.score(Uint8Array.from(Buffer.concat(squares)), squares.length));
      scorer.close();
    }
    theirs = answersSchema.parse(await runKeras('run-savedmodel.py', asked));
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true }));

  it.each(cases.map((each, index) => ({ ...each, index })))(
    'scores as Thaw does by every loader: $name',
    ({ index, model, options }) => {
      const found = theirs[index]!;
      for (const answers of Object.values(found.rows)) {
        const differences = answers.flat().map((value, place) => Math.abs(value - ours[index]![place]!));
        expect(differences).toHaveLength(ours[index]!.length);
        expect(Math.max(...differences)).toBeLessThan(allowedDifference);
      }
      const first = found.rows.load.map((row) => row[0]!);
      expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(4 * allowedDifference);
      expect(found.classes).toEqual(model.file.classes);
      for (const features of found.features) expect(Math.hypot(...features)).toBeCloseTo(1, 5);
      expect(found.devices).toEqual(['']);
      const type = options.weights === 'float16' ? 'float16' : 'float32';
      expect(found.variables.map(([name]) => name).sort()).toEqual(
        [...model.weights.keys()].map((name) => `${name}:0`).sort(),
      );
      expect(new Set(found.variables.map(([, kind]) => kind))).toEqual(new Set([type]));
    },
  );
});

/** A made picture, cut to these sides. */
function makePhoto(index: number, height: number, width: number): Uint8Array {
  const side = Math.max(height, width);
  const whole = makePicture(100 + index, side);
  const rowsOf = Array.from({ length: height }, (_, row) =>
    whole.subarray(row * side * 3, (row * side + width) * 3),
  );
  return Uint8Array.from(Buffer.concat(rowsOf));
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { openBackend } from '../src/engine/backend/open-backend.ts';
import { asKept } from '../src/engine/export/as-kept.ts';
import { makePicture } from '../src/engine/export/comparison-pictures.ts';
import type { ExportFormat } from '../src/engine/export/export-format.ts';
import { writePortableFiles } from '../src/engine/export/write-portable-files.ts';
import { resizeBilinear, type RgbPixels } from '../src/engine/images/resize-bilinear.ts';
import { silentContext } from '../src/engine/job/job-context.ts';
import { preprocess } from '../src/engine/models/forward.ts';
import type { TrainedModel } from '../src/engine/models/model-folder.ts';
import { openScorer } from '../src/engine/prediction/open-scorer.ts';
import type { ExportOptions } from '../src/shared/export-formats.ts';

/** One export with its input, as a program outside is asked about it. */
export interface AskedExport {
  readonly folder: string;
  readonly model: string;
  readonly input: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'uint8';
  /** Pictures of the model's own size, and what Thaw answers with the weights that were written: a row a picture. */
  readonly pictures: readonly Uint8Array[];
  readonly expected: readonly (readonly number[])[];
}

const count = 6;

/**
 * Writes a model into a folder of its own below `parent`, with the input of six pictures beside it. `larger`: photos of
 * this size go in, which the model resizes by itself, and Thaw's answers are those after its own resizing.
 */
export async function askedExport(
  parent: string,
  model: TrainedModel,
  format: ExportFormat,
  options: ExportOptions,
  larger: { readonly width: number; readonly height: number } | null = null,
): Promise<AskedExport> {
  const folder = join(parent, `${format.name} ${options.form} ${options.weights}`);
  await mkdir(folder, { recursive: true });
  const kept = asKept(model, options.weights);
  await format.write(kept, folder, options, silentContext);
  await writePortableFiles(model, null, folder, { form: options.form, resizes: format.resizes });
  const side = model.network.inputShape[0];
  // In the form photo a format that resizes takes photos of the size that they are resized to.
  const photoSide = options.form === 'photo' && format.resizes ? (model.file.image.stored ?? side) : side;
  const photos = Array.from({ length: count }, (_, index) => makePicture(100 + index, photoSide));
  const large = larger && Array.from({ length: count }, (_, index) => madePhoto(100 + index, larger));
  const pictures = large
    ? large.map((photo) => resizeBilinear(photo, side, side).data)
    : photos.map((photo) => centreOf(photo, photoSide, side));
  const shown = large ? `${larger.width} x ${larger.height}` : `${photoSide}`;
  const answers = await answersOnce(model, `${options.weights}, ${shown}`, kept, pictures);
  const numClasses = answers.length / count;
  const input = join(folder, 'input.bin');
  const inPhotos = options.form === 'photo';
  await writeFile(
    input,
    inPhotos
      ? Buffer.concat(large ? large.map(({ data }) => data) : photos)
      : await preprocessed(model, pictures),
  );
  return {
    folder,
    model: join(folder, format.modelFile),
    input,
    shape: inPhotos
      ? [count, larger?.height ?? photoSide, larger?.width ?? photoSide, 3]
      : [count, ...model.network.inputShape],
    dtype: inPhotos ? 'uint8' : 'float32',
    pictures: photos,
    expected: Array.from({ length: count }, (_, row) => [
      ...answers.subarray(row * numClasses, (row + 1) * numClasses),
    ]),
  };
}

const answered = new WeakMap<TrainedModel, Map<string, Promise<Float32Array>>>();

/** Thaw's answers do not depend on the format: `what` says which of a model's weights saw which pictures. */
function answersOnce(
  model: TrainedModel,
  what: string,
  kept: TrainedModel,
  pictures: readonly Uint8Array[],
): Promise<Float32Array> {
  const known = answered.get(model) ?? new Map<string, Promise<Float32Array>>();
  answered.set(model, known);
  const answers = known.get(what) ?? answersOf(kept, pictures);
  known.set(what, answers);
  return answers;
}

async function answersOf(model: TrainedModel, pictures: readonly Uint8Array[]): Promise<Float32Array> {
  const scorer = await openScorer(await openBackend('auto'), model);
  try {
    return await scorer.score(Uint8Array.from(Buffer.concat(pictures)), count);
  } finally {
    scorer.close();
  }
}

/** A made picture, finer than the network sees: stripes over patches. */
function madePhoto(index: number, { width, height }: { width: number; height: number }): RgbPixels {
  const patches = resizeBilinear({ data: makePicture(index, 64), width: 64, height: 64 }, width, height);
  const data = patches.data.map((value, place) => ((place >> 2) % 7 < 3 ? value : 255 - value));
  return { data, width, height };
}

function centreOf(photo: Uint8Array, from: number, to: number): Uint8Array {
  const start = (from - to) >> 1;
  return Uint8Array.from(
    { length: to * to * 3 },
    (_, place) => photo[(Math.floor(place / (to * 3)) + start) * from * 3 + start * 3 + (place % (to * 3))]!,
  );
}

async function preprocessed({ network }: TrainedModel, pictures: readonly Uint8Array[]): Promise<Uint8Array> {
  const [height, width] = network.inputShape;
  const pixels = Uint8Array.from(Buffer.concat(pictures));
  const input = tf.tidy(() =>
    preprocess(tf.tensor4d(pixels, [pictures.length, height, width, 3], 'int32'), network.preprocessing),
  );
  const values = await input.data<'float32'>();
  input.dispose();
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** How far the pictures' answers lie apart: the most that a class's probability differs. */
export function largestSpread(rows: readonly (readonly number[])[]): number {
  const spreads = rows[0]!.map((_, place) => {
    const values = rows.map((row) => row[place]!);
    return Math.max(...values) - Math.min(...values);
  });
  return Math.max(...spreads);
}

/** What a network of one sigmoid unit answers, as a row a picture has it. */
export function asRow(answer: readonly number[]): readonly number[] {
  return answer.length === 1 ? [1 - answer[0]!, answer[0]!] : answer;
}

/** The largest difference; Infinity where something is missing or no number. */
export function largestDifference(
  found: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): number {
  const differences = expected.flatMap((row, index) =>
    row.map((value, place) => Math.abs(value - (asRow(found[index] ?? [])[place] ?? NaN))),
  );
  return differences.some(Number.isNaN) || found.length !== expected.length
    ? Infinity
    : Math.max(...differences);
}

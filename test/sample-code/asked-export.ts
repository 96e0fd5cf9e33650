import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { expect } from 'vitest';
import { makePicture } from '../../src/engine/export/comparison-pictures.ts';
import { exportRun } from '../../src/engine/export/export-run.ts';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { storedImage } from '../../src/engine/images/fit-square.ts';
import { saveMeanImage } from '../../src/engine/models/mean-image-file.ts';
import { modelFolder, saveModel } from '../../src/engine/models/model-folder.ts';
import { predictPaths } from '../../src/engine/prediction/predict-paths.ts';
import type { Centring } from '../../src/shared/centring.ts';
import type { PredictionEvent } from '../../src/shared/job-events.ts';
import type { ExportForm, ExportFormatName } from '../../src/shared/export-formats.ts';
import type { ImageConfig, NetworkConfig } from '../../src/shared/recipe.ts';
import { madeModel, smallConvnet, smallVgg16 } from '../made-model.ts';
import { saveKnowingModel } from '../made-rule.ts';
import { ruleBetween } from './asked-rule.ts';

/** Photos, and what Thaw answers about them. */
interface AskedPhotos {
  readonly photos: readonly string[];
  /** By photo. */
  readonly answers: readonly PredictionEvent[];
}

export interface AskedRun extends AskedPhotos {
  readonly run: string;
}

/** An export with a program beside it. */
export interface AskedExport extends AskedPhotos {
  readonly folder: string;
}

export interface AskedCase {
  readonly name: string;
  readonly network: NetworkConfig;
  readonly image: ImageConfig;
  readonly classes: readonly string[];
  readonly boldness: number;
  /** What it subtracts in place of its network's own mean. */
  readonly centring: 'network' | 'channels' | 'mean-image';
  /** Whether the model has a rule for "none of these"; it refuses some of the photos. */
  readonly refuses: boolean;
}

/** Names that would break out of a string, a comment or a page if the code did not take care. */
const awkward = ['a "b" \\', '</script><!--\u2028#', '鸟\n2'];

/** One that asks for much in little time: every program of every format is tried with it. */
export const quickCase: AskedCase = {
  name: 'from scratch, three classes, cropped',
  network: smallConvnet,
  image: { size: 96, fit: 'crop' },
  classes: awkward,
  boldness: 30,
  centring: 'channels',
  refuses: true,
};

export const askedCases: readonly AskedCase[] = [
  quickCase,
  {
    name: 'VGG16, two classes, stretched',
    network: smallVgg16,
    image: { size: 64, fit: 'stretch' },
    classes: ['cats', 'dogs'],
    boldness: 60,
    centring: 'network',
    refuses: true,
  },
  {
    name: 'grey digits, three classes',
    network: { kind: 'from-scratch', design: 'digits', units: 16, dropout: 0 },
    image: { size: 28, fit: 'stretch' },
    classes: ['0', '1', '2'],
    boldness: 30,
    centring: 'mean-image',
    refuses: false,
  },
  {
    name: 'grey digits by dense layers alone, two classes',
    network: { kind: 'from-scratch', design: 'digits-dense', units: 16, dropout: 0 },
    image: { size: 28, fit: 'pad' },
    classes: ['0', '1'],
    boldness: 5,
    centring: 'channels',
    refuses: true,
  },
  {
    name: 'VGG16, three classes, padded, cut from a larger picture, a mean image subtracted',
    network: smallVgg16,
    image: { size: 64, fit: 'pad', stored: 75 },
    classes: ['a', 'b', 'c'],
    boldness: 10,
    centring: 'mean-image',
    refuses: true,
  },
];

/** A made run below `folder`, with photos beside it. */
export async function makeAskedRun(
  folder: string,
  { network, image, classes, boldness, centring: wanted, refuses }: AskedCase,
): Promise<AskedRun> {
  const run = join(folder, 'Käfer "1" <b>');
  const made = madeModel({ network, size: image.size, classes, boldness });
  const centring = wanted === 'network' ? null : await makeCentring(run, wanted, image.size);
  const model = { ...made, file: { ...made.file, image, ...(centring ? { centring } : {}) } };
  const photos = await makePhotos(join(folder, 'photos'), storedImage(image).size);
  if (refuses) {
    await saveKnowingModel(run, model, null);
    await saveKnowingModel(run, model, ruleBetween(await answersOfThaw(run, photos)));
  } else await saveModel(modelFolder(run), model.file, model.weights);
  return { run, photos, answers: await answersOfThaw(run, photos) };
}

/** Exports the run with its kit into a folder beside it. */
export async function exportAsked(
  { run, photos, answers }: AskedRun,
  format: ExportFormatName,
  form: ExportForm,
): Promise<AskedExport> {
  const out = join(dirname(run), `${format}-${form}`);
  await exportRun({ run, format, form, out }, silentContext);
  return { folder: out, photos, answers };
}

/** A mean image brighter below, and the mean of its channels. */
async function makeCentring(run: string, kind: 'channels' | 'mean-image', size: number): Promise<Centring> {
  const mean: [number, number, number] = [120.5, 99.25, 80.125];
  if (kind === 'channels') return { kind, mean };
  const rows = Float32Array.from({ length: size * size * 3 }, (_, place) => {
    const row = Math.floor(place / (size * 3));
    return mean[place % 3]! + 60 * (row / (size - 1) - 0.5);
  });
  return { kind, mean, sha256: await saveMeanImage(modelFolder(run), rows, size) };
}

async function answersOfThaw(run: string, paths: readonly string[]): Promise<readonly PredictionEvent[]> {
  const answers: PredictionEvent[] = [];
  const report: typeof silentContext.report = (event) => {
    if (event.kind === 'prediction') answers.push(event);
  };
  await predictPaths({ run, paths }, { ...silentContext, report });
  return answers;
}

/** How these photos' names begin: of the network's own size, so that no program resizes them in a way of its own. */
const asItIs = 'as-it-is';

/** A wide, a high and a transparent PNG, a JPEG that lies on its side, and PNGs of the network's own size. */
async function makePhotos(folder: string, size: number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const picture = (index: number): Sharp =>
    sharp(makePicture(index, 240), { raw: { width: 240, height: 240, channels: 3 } });
  const paths = ['wide.png', 'high.png', 'clear.png', 'side.jpg'].map((name) => join(folder, name));
  await picture(1).resize(240, 150, { fit: 'fill' }).toFile(paths[0]!);
  await picture(2).resize(130, 240, { fit: 'fill' }).toFile(paths[1]!);
  const mask = await sharp({ create: { width: 240, height: 200, channels: 4, background: '#00000000' } })
    .composite([{ input: { create: { width: 160, height: 100, channels: 4, background: 'white' } } }])
    .png()
    .toBuffer();
  await picture(3)
    .resize(240, 200, { fit: 'fill' })
    .ensureAlpha()
    .composite([{ input: mask, blend: 'dest-in' }])
    .png()
    .toFile(paths[2]!);
  await picture(4)
    .resize(200, 140, { fit: 'fill' })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 95 })
    .toFile(paths[3]!);
  for (const index of [5, 6, 7, 8]) {
    const path = join(folder, `${asItIs}-${index}.png`);
    await sharp(makePicture(index, size), { raw: { width: size, height: size, channels: 3 } }).toFile(path);
    paths.push(path);
  }
  return paths;
}

/** What a program printed of each photo, as `PATH: ANSWER`; an answer may have line ends of its own. */
export function answersIn(stdout: string, { photos }: AskedExport): readonly string[] {
  return photos.map((path, index) => {
    const next = photos[index + 1];
    const start = stdout.indexOf(`${path}: `) + `${path}: `.length;
    return stdout.slice(start, next === undefined ? undefined : stdout.indexOf(`${next}: `)).trimEnd();
  });
}

/** What a program prints of a photo: `none of these, likeliest cats (52.1%, likeness 0.8123)`. */
const printedAnswer =
  /^(?<none>none of these, likeliest )?(?<label>.*) \((?<percent>\d+\.\d)%(?:, likeness (?<likeness>-?\d\.\d{4}))?\)$/s;

/** Fails where a program's answers are not Thaw's; `within`: difference of a probability where photos are resized. */
export function expectSameAnswers(
  printed: readonly string[],
  { answers }: AskedExport,
  within: number,
): void {
  const theirs = printed.map((line) => {
    const { none, label, percent, likeness } = printedAnswer.exec(line)?.groups ?? {};
    const familiarity = likeness === undefined ? null : Number(likeness);
    return { label, accepted: none === undefined, probability: Number(percent) / 100, familiarity };
  });
  const verdicts = answers.map(({ label, accepted }) => ({ label, accepted }));
  expect(theirs.map(({ label, accepted }) => ({ label, accepted }))).toEqual(verdicts);
  const probabilities = answers.map(({ label, probabilities: ours }) => ours[label!]!);
  answers.forEach(({ file, familiarity }, index) => {
    const [found, exact] = [theirs[index]!, basename(file).startsWith(asItIs)];
    expect(Math.abs(found.probability - probabilities[index]!)).toBeLessThan(exact ? 0.0006 : within);
    expect(found.familiarity === null).toBe(familiarity === null);
    // Printed with four decimals, which are rounded.
    if (exact && familiarity !== null) expect(Math.abs(found.familiarity! - familiarity)).toBeLessThan(1e-4);
  });
  // Photos that all got the same answer would prove nothing.
  const sure = answers.map(({ label }, index) =>
    label === answers[0]!.label ? probabilities[index]! : -probabilities[index]!,
  );
  expect(Math.max(...sure) - Math.min(...sure)).toBeGreaterThan(2 * within);
  if (answers[0]!.familiarity !== null)
    expect(new Set(answers.map(({ accepted }) => accepted))).toEqual(new Set([true, false]));
}

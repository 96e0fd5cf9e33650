import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { expect } from 'vitest';
import { makePicture } from '../../src/engine/export/comparison-pictures.ts';
import { exportRun } from '../../src/engine/export/export-run.ts';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { modelFolder, saveModel } from '../../src/engine/models/model-folder.ts';
import { predictPaths } from '../../src/engine/prediction/predict-paths.ts';
import { sampleCode } from '../../src/shared/app/sample-code.ts';
import type { ImageConfig, NetworkConfig } from '../../src/shared/recipe.ts';
import { madeModel, smallConvnet, smallVgg16 } from '../made-model.ts';

/** An export with a program beside it, and what Thaw answers about the photos. */
export interface AskedExport {
  readonly folder: string;
  readonly photos: readonly string[];
  /** By photo. */
  readonly answers: readonly { readonly label: string; readonly probability: number }[];
}

export interface AskedCase {
  readonly name: string;
  readonly network: NetworkConfig;
  readonly image: ImageConfig;
  readonly classes: readonly string[];
  readonly boldness: number;
}

/** Names that would break out of a string, a comment or a page if the code did not take care. */
const awkward = ['a "b" \\', '</script><!--\u2028#', '鸟\n2'];

export const askedCases: readonly AskedCase[] = [
  {
    name: 'VGG16, two classes, stretched',
    network: smallVgg16,
    image: { size: 64, fit: 'stretch' },
    classes: ['cats', 'dogs'],
    boldness: 60,
  },
  {
    name: 'from scratch, three classes, cropped',
    network: smallConvnet,
    image: { size: 96, fit: 'crop' },
    classes: awkward,
    boldness: 30,
  },
  {
    name: 'VGG16, three classes, padded',
    network: smallVgg16,
    image: { size: 64, fit: 'pad' },
    classes: ['a', 'b', 'c'],
    boldness: 10,
  },
];

/** Exports a made model into `folder/FORMAT`, with photos and its programs beside it. */
export async function makeAskedExport(
  folder: string,
  { network, image, classes, boldness }: AskedCase,
  format: 'keras-h5' | 'tfjs',
): Promise<AskedExport> {
  const run = join(folder, 'run');
  const model = madeModel({ network, size: image.size, classes, boldness });
  await saveModel(modelFolder(run), { ...model.file, image }, model.weights);
  const out = join(folder, format);
  await exportRun({ run, format, out }, silentContext);
  const facts = { format, runName: 'Käfer "1"\n', classes, image, network, leastSure: null } as const;
  for (const { fileName, text } of sampleCode(facts)) await writeFile(join(out, fileName), text);
  const photos = await makePhotos(join(folder, 'photos'));
  const answers: AskedExport['answers'][number][] = [];
  const report: typeof silentContext.report = (event) => {
    if (event.kind === 'prediction')
      answers.push({ label: event.label!, probability: event.probabilities[event.label!]! });
  };
  await predictPaths({ run, paths: photos }, { ...silentContext, report });
  return { folder: out, photos, answers };
}

/** A wide, a high and a transparent PNG, and a JPEG that lies on its side. */
async function makePhotos(folder: string): Promise<string[]> {
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

/** Fails where a program's answers, as `label (12.3%)`, are not Thaw's; `within`: difference of a probability. */
export function expectSameAnswers(
  printed: readonly string[],
  { answers }: AskedExport,
  within: number,
): void {
  const theirs = printed.map((line) => {
    const found = /^(.*) \((\d+\.\d)%\)$/s.exec(line);
    return { label: found?.[1], probability: Number(found?.[2]) / 100 };
  });
  expect(theirs.map(({ label }) => label)).toEqual(answers.map(({ label }) => label));
  const differences = answers.map(({ probability }, index) =>
    Math.abs(probability - theirs[index]!.probability),
  );
  expect(Math.max(...differences)).toBeLessThan(within);
  // Photos that all got the same answer would prove nothing.
  const sure = answers.map(({ label, probability }) =>
    label === answers[0]!.label ? probability : -probability,
  );
  expect(Math.max(...sure) - Math.min(...sure)).toBeGreaterThan(2 * within);
}

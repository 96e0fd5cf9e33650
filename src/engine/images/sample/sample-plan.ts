import { join } from 'node:path';
import sample from '../../../../resources/sample.json' with { type: 'json' };
import { randomStream } from '../../../shared/random.ts';
import { homeFolders } from '../../storage/home.ts';

/** What one photo of the sample shows and how it is kept. */
export interface SamplePhoto {
  readonly className: string;
  /** `fox-face`, as in Unicode's names. */
  readonly name: string;
  /** Code point of the emoji, which is the name of its picture's file. */
  readonly picture: string;
  readonly width: number;
  readonly height: number;
  readonly format: 'jpeg' | 'png';
  /** JPEG only. */
  readonly quality: number;
}

/** The sample's folder name; another version is another folder, so that neither is changed under a running job. */
export const sampleName = `${sample.name}-${sample.version}`;
export const sampleSeed = sample.seed;
export const sampleDescription = {
  title: sample.title,
  description: sample.description,
  credits: sample.credits,
  classes: Object.keys(sample.classes),
};

/** The folder of the sample's photos, whether they are rendered yet or not. */
export function samplePhotosFolder(): string {
  return join(homeFolders.sample(), sampleName, 'photos');
}

const sides = [200, 224, 240, 256, 288, 320] as const;
/** One photo in so many is a PNG. */
const pngEvery = 5;

/** Every photo of the sample: another thing each, in sizes and formats drawn by the seed. */
export function planSample(seed: number): SamplePhoto[] {
  return Object.entries(sample.classes).flatMap(([className, pictures]) =>
    Object.entries(pictures).map(([name, picture]) => {
      const stream = randomStream(seed, 'sample-format', className, name);
      return {
        className,
        name,
        picture,
        width: sides[stream.below(sides.length)]!,
        height: sides[stream.below(sides.length)]!,
        format: stream.below(pngEvery) === 0 ? 'png' : 'jpeg',
        quality: 80 + stream.below(15),
      };
    }),
  );
}

/** Path below the folder of the photos, with forward slashes. */
export function samplePath(photo: SamplePhoto): string {
  return `${photo.className}/${photo.name}.${photo.format === 'png' ? 'png' : 'jpg'}`;
}

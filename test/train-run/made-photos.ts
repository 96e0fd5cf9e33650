import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { randomStream } from '../../src/shared/random.ts';

/** Photos of each class in each part, such as `{ train: { apple: 8, berry: 8 } }`. */
export type MadeDataset = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Writes a split tree of small pictures: each class has a hue of its own, each picture noise of its own. */
export async function makePhotos(folder: string, dataset: MadeDataset): Promise<void> {
  const classes = [...new Set(Object.values(dataset).flatMap((counts) => Object.keys(counts)))].sort();
  for (const [part, counts] of Object.entries(dataset))
    for (const [className, count] of Object.entries(counts)) {
      mkdirSync(join(folder, part, className), { recursive: true });
      for (let index = 0; index < count; index++)
        await sharp(pixels(classes.indexOf(className), [part, className, index]), {
          raw: { width: 64, height: 48, channels: 3 },
        })
          .png()
          .toFile(join(folder, part, className, `${index}.png`));
    }
}

function pixels(hue: number, keys: readonly (string | number)[]): Uint8Array {
  const stream = randomStream(1, 'made-photo', ...keys);
  return Uint8Array.from(
    { length: 64 * 48 * 3 },
    (_, at) => (at % 3 === hue % 3 ? 120 : 60) + stream.below(80),
  );
}

import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { mapInParallel } from '../src/engine/job/map-in-parallel.ts';
import { randomStream } from '../src/shared/random.ts';

/**
 * A folder of distinct photos of 500 x 375 pixels, two classes of equal size, made once: windows drawn by number and
 * cut from the real photos in `sources`. Gives its path.
 */
export async function generatePhotos(sources: string, work: string, count: number): Promise<string> {
  const folder = join(work, `generated-${count}`);
  if (existsSync(folder)) return folder;
  const temporary = `${folder}.part`;
  for (const className of (await readdir(sources)).sort().slice(0, 2)) {
    const files = (await readdir(join(sources, className))).sort();
    await mkdir(join(temporary, className), { recursive: true });
    const numbers = Array.from({ length: count / 2 }, (_, number) => number);
    await mapInParallel(numbers, 2 * availableParallelism(), new AbortController().signal, (number) =>
      cutWindow(
        join(sources, className, files[number % files.length]!),
        join(temporary, className, `${number}.jpg`),
        [className, number],
      ),
    );
  }
  await rename(temporary, folder);
  return folder;
}

async function cutWindow(source: string, file: string, keys: readonly (string | number)[]): Promise<void> {
  const draw = randomStream(1, 'window', ...keys);
  const photo = sharp(source);
  const { width, height } = await photo.metadata();
  const wide = Math.floor(width * draw.between(0.6, 1));
  const high = Math.floor(height * draw.between(0.6, 1));
  const [left, top] = [draw.below(width - wide + 1), draw.below(height - high + 1)];
  await photo
    .extract({ left, top, width: wide, height: high })
    .resize(500, 375, { fit: 'fill' })
    .jpeg({ quality: 90 })
    .toFile(file);
}

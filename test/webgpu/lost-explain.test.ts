import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import { explainPhotos } from '../../src/engine/explanation/explain-photos.ts';
import { describeNetwork } from '../../src/engine/models/describe-network.ts';
import { openWarmModel, type WarmModel } from '../../src/engine/prediction/open-warm-model.ts';
import { hasSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { lose } from './work/failing-gpu.ts';
import { hear, makeTrainedRun, never } from './work/failing-run.ts';

vi.mock(import('../../src/engine/backend/open-backend.ts'), async (original) =>
  (await import('./work/failing-gpu.ts')).preferringGpu(await original()),
);

const signal = new AbortController().signal;

/** A heat layer and a sheet of a layer, asked for side by side. */
function explained(model: WarmModel, photo: string): Promise<readonly Uint8Array[]> {
  return Promise.all([model.why(photo, 'apple'), model.activations(photo, firstLayer(model))]);
}

function firstLayer({ file: { network, image, classes } }: WarmModel): string {
  return describeNetwork(network, image, classes.length).layers[0]!.name;
}

/** Takes minutes on a software GPU. */
async function patternOf(model: WarmModel): Promise<Uint8Array> {
  return (await model.pattern(firstLayer(model), 0, signal)).png;
}

async function farthest(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [levels, others] = await Promise.all(
    [one, other].map((png) => sharp(png).ensureAlpha().raw().toBuffer()),
  );
  expect(levels).toHaveLength(others!.length);
  return levels!.reduce((most, level, at) => Math.max(most, Math.abs(level - others![at]!)), 0);
}

/** A file of its own: a process has one device. */
it.skipIf(!hasSoftwareGpu)(
  `explains photos where the GPU is lost between two questions${skippedWithoutGpu}`,
  async () => {
    const { run, photos, folder, remove } = await makeTrainedRun();
    try {
      const photo = join(photos, 'test', 'apple', '0.png');
      const heard = hear(never, lose);
      const model = await openWarmModel(run, heard.report);
      const onGpu = await explained(model, photo);
      lose();
      const [pattern, afterwards] = await Promise.all([patternOf(model), explained(model, photo)]);
      expect(heard.left()).toMatchObject([{ notice: { reason: 'lost', epoch: null } }]);
      model.close();
      const other = await openWarmModel(run);
      const expected = await explained(other, photo);
      expect(await farthest(pattern, await patternOf(other))).toBe(0);
      other.close();
      for (const [at, png] of expected.entries()) {
        expect(await farthest(afterwards[at]!, png)).toBe(0);
        // Levels are rounded.
        expect(await farthest(onGpu[at]!, png)).toBeLessThan(3);
      }
      // What a job draws after it is the processor's too.
      const request = { run, paths: [photo], className: null, out: join(folder, 'heat') };
      const { photos: drawn } = await explainPhotos(request, hear(never, lose));
      expect(drawn).toHaveLength(1);
    } finally {
      remove();
    }
  },
);

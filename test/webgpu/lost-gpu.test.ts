import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { trainPatiently } from '../../src/cli/train-patiently.ts';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { runPaths } from '../../src/engine/training/run-folder.ts';
import { resume } from '../../src/service/jobs/handlers/resume.ts';
import { train } from '../../src/service/jobs/handlers/train.ts';
import { applySettings } from '../../src/shared/apply-settings.ts';
import type { JobEvent } from '../../src/shared/job-events.ts';
import type { JobRequest } from '../../src/shared/job-requests.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';
import { hasSoftwareGpu, showSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { useTemporaryHome } from '../temporary-home.ts';
import { makePhotos } from '../train-run/made-photos.ts';
import { lose, takeMemory } from './work/failing-gpu.ts';

/** A file of its own: a process has one device, which is lost at the end. */
it.skipIf(!hasSoftwareGpu).each([
  ['memory', takeMemory],
  ['lost', lose],
] as const)(
  `goes on on the processor from the last finished epoch where a GPU fails: %s${skippedWithoutGpu}`,
  async (reason, fail) => {
    showSoftwareGpu();
    const home = useTemporaryHome();
    let mend = (): void => undefined;
    const folder = mkdtempSync(join(tmpdir(), 'thaw-lost-gpu-'));
    try {
      const photos = join(folder, 'photos');
      await makePhotos(photos, {
        train: { apple: 4, berry: 4 },
        validation: { apple: 1, berry: 1 },
        test: { apple: 1, berry: 1 },
      });
      const changes = ['backend=webgpu', 'batchSize=4', 'epochs=4'];
      const recipe = applySettings(recipeByName('digits'), changes);
      const events: JobEvent[] = [];
      const report = (event: JobEvent): void => {
        const isFirst = event.kind === 'epoch' && !events.some(({ kind }) => kind === 'epoch');
        events.push(event);
        // The next epoch is under way.
        if (isFirst) mend = fail();
      };
      const asked: JobRequest[] = [];
      const run = (request: JobRequest): Promise<unknown> => {
        asked.push(request);
        const context = { ...silentContext, report };
        return request.job === 'train'
          ? train(request, context)
          : resume(request as Extract<JobRequest, { job: 'resume' }>, context);
      };
      const place = join(folder, 'run');
      const result = await trainPatiently(
        { run: run as Parameters<typeof trainPatiently>[0]['run'] },
        { job: 'train', folder: photos, run: place, recipe, changes, seed: 3 },
      );

      expect(result).toMatchObject({ epochs: 4, test: { count: 2 } });
      expect(asked).toMatchObject([{ job: 'train' }, { job: 'resume', leftGpu: { reason } }]);
      const epochs = events.flatMap((event) => (event.kind === 'epoch' ? [event.epoch] : []));
      expect(epochs).toEqual([1, 2, 3, 4]);
      const leaving = events.findIndex(
        (event) => event.kind === 'notice' && event.notice.code === 'gpu-left',
      );
      const finished = events.slice(0, leaving).filter(({ kind }) => kind === 'epoch').length;
      expect(events[leaving]).toMatchObject({
        notice: { gpu: expect.stringContaining('swiftshader') as string, reason, epoch: finished },
      });
      expect(finished).toBeGreaterThan(0);
      const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
      expect(read(runPaths(place).environment)).toMatchObject({
        backend: { backend: expect.stringMatching(/^(tensorflow|wasm)$/) as string },
        earlier: [{ finishedEpochs: finished, backend: { backend: 'webgpu' }, leftGpu: { reason } }],
      });
      expect(read(runPaths(place).config)).toMatchObject({
        recipe: { backend: 'auto' },
        compute: { precision: 'fp32' },
        changes: [...changes, 'backend=auto'],
      });
    } finally {
      mend();
      rmSync(folder, { recursive: true, force: true });
      home.remove();
    }
  },
);

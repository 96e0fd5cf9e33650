import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { trainRun } from '../../src/engine/training/train-run.ts';
import { applySettings } from '../../src/shared/apply-settings.ts';
import type { JobEvent } from '../../src/shared/job-events.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';
import { hasSoftwareGpu, showSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { useTemporaryHome } from '../temporary-home.ts';
import { makePhotos } from '../train-run/made-photos.ts';

/** A file of its own: a process has one device. */
it.skipIf(!hasSoftwareGpu)(
  `trains and measures on a GPU by WebGPU, and writes down which${skippedWithoutGpu}`,
  async () => {
    showSoftwareGpu();
    const home = useTemporaryHome();
    const folder = mkdtempSync(join(tmpdir(), 'thaw-webgpu-'));
    try {
      const photos = join(folder, 'photos');
      await makePhotos(photos, { train: { apple: 4, berry: 4 }, test: { apple: 1, berry: 1 } });
      const changes = ['backend=webgpu', 'batchSize=4', 'epochs=2'];
      const recipe = applySettings(recipeByName('digits'), changes);
      const events: JobEvent[] = [];
      const context = { ...silentContext, report: (event: JobEvent) => events.push(event) };
      const run = join(folder, 'run');
      const result = await trainRun({ folder: photos, run, recipe, changes, seed: 3 }, context);
      expect(result).toMatchObject({ epochs: 2, test: { count: 2 } });
      const notices = events.flatMap((event) => (event.kind === 'notice' ? [event.notice] : []));
      expect(notices).toContainEqual(
        expect.objectContaining({ code: 'backend', backend: 'webgpu', precision: 'fp32' }),
      );
      const stages = events.flatMap((event) => (event.kind === 'stage' ? [event.stage] : []));
      expect(stages.slice(stages.indexOf('preparing-gpu')).slice(0, 2)).toEqual([
        'preparing-gpu',
        'training',
      ]);
      expect(notices).toContainEqual(expect.objectContaining({ code: 'slow-backend', backend: 'webgpu' }));
      const environment = JSON.parse(readFileSync(join(run, 'environment.json'), 'utf8')) as object;
      expect(environment).toMatchObject({
        backend: {
          backend: 'webgpu',
          device: expect.stringContaining('swiftshader') as string,
          webgpu: {
            driver: expect.stringContaining('SwiftShader') as string,
            memoryBytes: null,
            precision: 'fp32',
            software: true,
          },
        },
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
      home.remove();
    }
  },
);

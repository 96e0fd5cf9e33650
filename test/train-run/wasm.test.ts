import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { trainRun } from '../../src/engine/training/train-run.ts';
import { applySettings } from '../../src/shared/apply-settings.ts';
import type { JobEvent } from '../../src/shared/job-events.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';
import { skippedWithoutWeights, testWeightsFile } from '../base-weights.ts';
import { useTemporaryHome } from '../temporary-home.ts';
import { makePhotos } from './made-photos.ts';

/** A file of its own: a process has one backend. */
it.skipIf(testWeightsFile === null)(
  `tunes block 5 without TensorFlow too, and says that it is slow${skippedWithoutWeights}`,
  async () => {
    const home = useTemporaryHome();
    const folder = mkdtempSync(join(tmpdir(), 'thaw-wasm-'));
    try {
      const photos = join(folder, 'photos');
      await makePhotos(photos, { train: { apple: 3, berry: 3 }, test: { apple: 1, berry: 1 } });
      const changes = ['backend=wasm', 'imageSize=48', 'units=8', 'batchSize=3', 'copies=1', 'epochs=2,1'];
      const recipe = applySettings(recipeByName('two-phase'), changes);
      const events: JobEvent[] = [];
      const context = { ...silentContext, report: (event: JobEvent) => events.push(event) };
      const run = join(folder, 'run');
      const result = await trainRun({ folder: photos, run, recipe, changes, seed: 3 }, context);
      expect(result).toMatchObject({ epochs: 3, validation: null, test: { count: 2 } });
      expect(events.some((event) => event.kind === 'notice' && event.notice.code === 'slow-backend')).toBe(
        true,
      );
      const environment = JSON.parse(readFileSync(join(run, 'environment.json'), 'utf8')) as object;
      expect(environment).toMatchObject({ backend: { backend: 'wasm' }, node: process.version });
    } finally {
      rmSync(folder, { recursive: true, force: true });
      home.remove();
    }
  },
);

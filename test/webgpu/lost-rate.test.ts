import { expect, it, vi } from 'vitest';
import { findRate } from '../../src/engine/training/find-rate.ts';
import { applySettings } from '../../src/shared/apply-settings.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';
import { hasSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { lose } from './work/failing-gpu.ts';
import { hear, makeTrainedRun, never } from './work/failing-run.ts';

vi.mock(import('../../src/engine/backend/open-backend.ts'), async (original) =>
  (await import('./work/failing-gpu.ts')).preferringGpu(await original()),
);

/** A file of its own: a process has one device. */
it.skipIf(!hasSoftwareGpu)(
  `finds a rate on the processor where the GPU is lost while rates are tried${skippedWithoutGpu}`,
  async () => {
    const { photos, remove } = await makeTrainedRun();
    try {
      const recipe = applySettings(recipeByName('digits'), ['batchSize=4', 'epochs=1']);
      const range = { phase: 0, first: 1e-5, last: 1e-3, steps: 6 };
      const request = { folder: photos, recipe, changes: [], seed: 3, ...range };
      const failing = hear((event) => event.kind === 'stage' && event.stage === 'sweeping-rates', lose);
      const found = await findRate(request, failing);
      expect(failing.left()).toMatchObject([{ notice: { reason: 'lost', epoch: null } }]);
      const plain = hear(never, lose);
      const expected = await findRate(request, plain);
      expect(plain.left()).toEqual([]);
      expect(found.points).toHaveLength(6);
      found.points.forEach(({ loss }, at) => {
        expect(Math.abs(loss - expected.points[at]!.loss)).toBeLessThan(1e-3);
      });
    } finally {
      remove();
    }
  },
);

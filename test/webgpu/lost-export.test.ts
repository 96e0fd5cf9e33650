import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { exportRun } from '../../src/engine/export/export-run.ts';
import { hasSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { lose } from './work/failing-gpu.ts';
import { hear, makeTrainedRun } from './work/failing-run.ts';

vi.mock(import('../../src/engine/backend/open-backend.ts'), async (original) =>
  (await import('./work/failing-gpu.ts')).preferringGpu(await original()),
);

/** A file of its own: a process has one device. */
it.skipIf(!hasSoftwareGpu)(
  `checks an export where the GPU is lost while its files are asked${skippedWithoutGpu}`,
  async () => {
    const { run, folder, remove } = await makeTrainedRun();
    try {
      const isCounted = (event: { readonly kind: string }): boolean => event.kind === 'progress';
      const failing = hear(isCounted, lose);
      const out = join(folder, 'exported');
      const found = await exportRun({ run, format: 'tfjs', out }, failing);
      expect(failing.left()).toMatchObject([{ notice: { reason: 'lost', epoch: null } }]);
      expect(found.maxDifference).toBeLessThan(1e-3);
      const counts = failing.events.flatMap((event) =>
        event.kind === 'progress' && event.stage === 'checking' ? [event.done] : [],
      );
      expect(counts.at(-1)).toBe(found.comparedOn);
      expect(Math.max(...counts)).toBe(found.comparedOn);
    } finally {
      remove();
    }
  },
);

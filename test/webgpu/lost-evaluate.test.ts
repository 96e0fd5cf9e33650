import { expect, it, vi } from 'vitest';
import { evaluateRun } from '../../src/engine/evaluation/evaluate-run.ts';
import { hasSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { lose } from './work/failing-gpu.ts';
import { hear, makeTrainedRun, never } from './work/failing-run.ts';

vi.mock(import('../../src/engine/backend/open-backend.ts'), async (original) =>
  (await import('./work/failing-gpu.ts')).preferringGpu(await original()),
);

/** A file of its own: a process has one device. */
it.skipIf(!hasSoftwareGpu)(
  `measures a run where the GPU is lost on the way${skippedWithoutGpu}`,
  async () => {
    const { run, remove } = await makeTrainedRun();
    try {
      const failing = hear((event) => event.kind === 'stage' && event.stage === 'evaluating', lose);
      const found = await evaluateRun({ run, folder: null }, failing);
      expect(failing.stages()).toEqual(['preparing-gpu', 'evaluating']);
      expect(failing.left()).toMatchObject([{ notice: { reason: 'lost', epoch: null } }]);
      const plain = hear(never, lose);
      const expected = await evaluateRun({ run, folder: null }, plain);
      expect(plain.left()).toEqual([]);
      for (const part of ['test', 'validation'] as const) {
        const { loss, ...counts } = found[part]!;
        expect(Math.abs(loss - expected[part]!.loss)).toBeLessThan(1e-3);
        expect(counts.correct).toBe(expected[part]!.correct);
        expect(counts.count).toBe(expected[part]!.count);
      }
    } finally {
      remove();
    }
  },
);

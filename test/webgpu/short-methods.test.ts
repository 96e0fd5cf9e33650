import { expect, it, vi } from 'vitest';
import { testRun } from '../../src/engine/evaluation/methods/test-run.ts';
import type { TestWish } from '../../src/shared/test-methods.ts';
import { hasSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { takeMemory } from './work/failing-gpu.ts';
import { hear, makeTrainedRun, never } from './work/failing-run.ts';

vi.mock(import('../../src/engine/backend/open-backend.ts'), async (original) =>
  (await import('./work/failing-gpu.ts')).preferringGpu(await original()),
);

/** A file of its own: a process gives its GPU up once. */
it.skipIf(!hasSoftwareGpu)(
  `tests a run in other ways where the GPU has no memory for a photo${skippedWithoutGpu}`,
  async () => {
    const { run, remove } = await makeTrainedRun();
    let mend = (): void => undefined;
    try {
      const wish: TestWish = { methods: ['flip', 'dense'], scales: null, ensemble: [] };
      const failing = hear(
        (event) => event.kind === 'stage' && event.stage === 'testing',
        () => {
          mend = takeMemory();
        },
      );
      const found = await testRun({ run, wish }, failing);
      expect(failing.stages()).toEqual(['preparing-gpu', 'testing']);
      expect(failing.left()).toMatchObject([{ notice: { reason: 'memory', epoch: null } }]);
      const plain = hear(never, mend);
      const expected = await testRun({ run, wish }, plain);
      expect(found.methods.map(({ method }) => method)).toEqual(['plain', 'flip', 'dense']);
      found.methods.forEach(({ loss, count, correct }, at) => {
        const { loss: expectedLoss, ...counts } = expected.methods[at]!;
        expect(Math.abs(loss - expectedLoss)).toBeLessThan(1e-3);
        expect({ count, correct }).toEqual({ count: counts.count, correct: counts.correct });
      });
    } finally {
      mend();
      remove();
    }
  },
);

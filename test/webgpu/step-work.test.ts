import { describe, expect, it } from 'vitest';
import { hasSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { countStep, openCountedGpu } from './work/count-work.ts';
import { tuningBatch, tuningOptions } from './work/tuning-step.ts';

const penalties = { 'without a penalty': 0, 'with an L2 penalty': 5e-4 };

describe.skipIf(!hasSoftwareGpu)(`a step of fine-tuning on a GPU${skippedWithoutGpu}`, () => {
  it.each(Object.entries(penalties))(
    'takes few dispatches %s, uploads hardly more than its batch and reads nothing back',
    async (_, l2) => {
      await openCountedGpu();
      const options = { ...tuningOptions(150), penalty: { l2, l2Biases: false } };
      const batch = tuningBatch(options, 32, 0);
      const work = await countStep(options, batch);
      expect(work.dispatches).toBeGreaterThan(20);
      expect(work.dispatches).toBeLessThanOrEqual(60);
      expect(work.bytesUploaded / batch.inputs.byteLength).toBeGreaterThanOrEqual(1);
      expect(work.bytesUploaded / batch.inputs.byteLength).toBeLessThan(1.1);
      expect(work.reads).toBe(0);
    },
  );
});

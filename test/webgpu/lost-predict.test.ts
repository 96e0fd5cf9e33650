import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { expect, it, vi } from 'vitest';
import { predictPaths } from '../../src/engine/prediction/predict-paths.ts';
import type { PredictionEvent } from '../../src/shared/job-events.ts';
import { hasSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { lose } from './work/failing-gpu.ts';
import { hear, type HeardContext, makeTrainedRun, never } from './work/failing-run.ts';

vi.mock(import('../../src/engine/backend/open-backend.ts'), async (original) =>
  (await import('./work/failing-gpu.ts')).preferringGpu(await original()),
);

const told = ({ events }: HeardContext): readonly PredictionEvent[] =>
  events.filter((event) => event.kind === 'prediction');

/** A file of its own: a process has one device. */
it.skipIf(!hasSoftwareGpu)(
  `predicts every photo once where the GPU is lost on the way${skippedWithoutGpu}`,
  async () => {
    const { run, photos, remove } = await makeTrainedRun();
    try {
      const paths = [join(photos, 'test'), join(photos, 'train')];
      const isPrediction = (event: { readonly kind: string }): boolean => event.kind === 'prediction';
      const failing = hear(isPrediction, lose);
      const result = await predictPaths({ run, paths }, failing);
      expect(failing.stages()).toEqual(['preparing-gpu', 'predicting']);
      expect(failing.left()).toMatchObject([
        { notice: { gpu: expect.stringContaining('swiftshader') as string, reason: 'lost', epoch: null } },
      ]);
      expect(tf.getBackend()).toMatch(/^(tensorflow|wasm)$/);

      const plain = hear(never, lose);
      const expected = await predictPaths({ run, paths }, plain);
      expect(plain.stages()).toEqual(['predicting']);
      expect(plain.left()).toEqual([]);
      expect(result).toMatchObject({ predicted: 24, counts: expected.counts });
      expect(told(failing).map(({ file }) => file)).toEqual(told(plain).map(({ file }) => file));
      told(failing).forEach(({ probabilities }, photo) => {
        for (const [name, probability] of Object.entries(told(plain)[photo]!.probabilities))
          expect(Math.abs(probabilities[name]! - probability)).toBeLessThan(1e-3);
      });
    } finally {
      remove();
    }
  },
);

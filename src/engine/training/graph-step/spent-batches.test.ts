import { describe, expect, it } from 'vitest';
import { openBackend } from '../../backend/open-backend.ts';
import { openEagerStep } from '../eager-step.ts';
import type { StepOptions, TrainingStep } from '../training-step.ts';
import { narrowVgg, stepOptions } from './fixtures/small-networks.ts';
import { spoil, valuesOfSteps } from './fixtures/spoiled-batches.ts';
import { openGraphStep } from './open-graph-step.ts';

const adam = { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.99, epsilon: 1e-3 } as const;
const fromPixels = stepOptions(narrowVgg([1, 1, 1, 1, 1]), adam);
const fromFeatures = stepOptions(narrowVgg([1, 1, 1, 1, 1]), adam, { from: 4 });
const graphStep = async (options: StepOptions): Promise<TrainingStep> =>
  openGraphStep((await openBackend('tensorflow')).binding!, options, 'fp32');

const ways: Readonly<Record<string, (options: StepOptions) => Promise<TrainingStep>>> = {
  'the session graph': graphStep,
  'the session graph, in parts': (options) => graphStep({ ...options, photosAtOnce: 2 }),
  'TensorFlow, operation by operation': async (options) => {
    await openBackend('tensorflow');
    return openEagerStep(options);
  },
  WASM: async (options) => {
    await openBackend('wasm');
    return openEagerStep(options);
  },
};

describe('a step that has answered', () => {
  it.each(Object.keys(ways))('has let go of its batch: %s', async (way) => {
    for (const options of [fromPixels, fromFeatures]) {
      const kept = await valuesOfSteps(await ways[way]!(options), options, () => undefined);
      expect(kept.every(Number.isFinite)).toBe(true);
      expect(await valuesOfSteps(await ways[way]!(options), options, spoil)).toEqual(kept);
    }
  });
});

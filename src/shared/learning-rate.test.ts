import { describe, expect, it } from 'vitest';
import { learningRateAt, type StepPlace } from './learning-rate.ts';
import type { PhaseConfig } from './recipe.ts';
import { phase } from './recipes/parts.ts';

const stepsPerEpoch = 10;

function rates(
  change: Partial<PhaseConfig>,
  steps: readonly number[],
  losses: readonly number[] = [],
): number[] {
  const config = { ...phase('head', 'head', 1, 10), ...change };
  const history: StepPlace['history'] = losses.map((loss) => ({ validation: { loss } }));
  return steps.map((step) => learningRateAt(config, { step, stepsPerEpoch, history }));
}

describe('learningRateAt', () => {
  it('climbs in the warm-up, whatever the schedule', () => {
    expect(rates({ warmupSteps: 4 }, [0, 1, 2, 3, 4, 5])).toEqual([0, 0.25, 0.5, 0.75, 1, 1]);
    const schedule = { kind: 'step', factor: 0.5, every: 2, unit: 'steps' } as const;
    expect(rates({ warmupSteps: 4, schedule }, [0, 1, 2, 3, 4])).toEqual([0, 0.25, 0.25, 0.375, 0.25]);
  });

  it('ends a cosine at its floor, even past the phase', () => {
    const schedule = { kind: 'cosine', floor: 0.25 } as const;
    const [start, middle, end, after] = rates({ schedule }, [0, 50, 100, 130]);
    expect([start, end, after]).toEqual([1, 0.25, 0.25]);
    expect(middle).toBeCloseTo(0.625, 12);
  });

  it('multiplies the time decay of SGD with the schedule', () => {
    const optimizer = { kind: 'sgd', learningRate: 1, momentum: 0, nesterov: false, decay: 0.1 } as const;
    const schedule = { kind: 'exponential', factor: 0.5, staircase: true } as const;
    expect(rates({ optimizer, schedule }, [0, 9, 10, 20])).toEqual([1, 1 / 1.9, 0.5 / 2, 0.25 / 3]);
  });

  it('falls on a plateau by the history alone, and never without a validation part', () => {
    const schedule = { kind: 'plateau', factor: 0.1, patience: 2 } as const;
    const after = (losses: readonly number[]): number =>
      rates({ schedule }, [losses.length * 10], losses)[0]!;
    expect([[], [1], [1, 1], [1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 0.5, 1]].map(after)).toEqual([
      1,
      1,
      1,
      0.1,
      0.1,
      0.1 ** 2,
      1,
    ]);
    const history = Array.from({ length: 9 }, () => ({ validation: null }));
    const config = { ...phase('head', 'head', 1, 10), schedule };
    expect(learningRateAt(config, { step: 90, stepsPerEpoch, history })).toBe(1);
  });
});

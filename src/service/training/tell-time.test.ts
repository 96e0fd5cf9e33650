import { beforeEach, describe, expect, it } from 'vitest';
import type { RunSession } from '../../engine/training/run-session.ts';
import { useTemporaryHome } from '../../../test/temporary-home.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { EpochEvent, JobEvent } from '../../shared/job-events.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import type { Speeds } from './speeds.ts';
import { createTimeTeller } from './tell-time.ts';

const recipe = recipeByName('two-phase');
const photos = (['train', 'train', 'validation', 'test'] as const).map((part, index) => ({
  path: `${index}.jpg`,
  sha256: String(index).padStart(64, '0'),
  bytes: 1,
  classIndex: 0,
  part,
}));
const session = {
  config: { recipe },
  dataset: { classes: ['cats', 'dogs'], photos },
  backend: {
    facts: { backend: 'wasm', device: 'a processor', onnxruntime: { version: '1', timesFaster: 9 } },
  },
  compute: { precision: 'fp32', photosPerPass: 10 },
} as unknown as RunSession;
const speeds: SpeedResult = {
  precision: 'fp32',
  caching: 10,
  phases: recipe.phases.map(() => ({ training: 2, measuring: 4 })),
};

let events: JobEvent[];
let kept: Map<string, SpeedResult>;
const keeping: Speeds = {
  of: (device) => Promise.resolve(kept.get(device) ?? null),
  keep: (device, _, found) => {
    kept.set(device, found);
    return Promise.resolve();
  },
};
const teller = (measure: () => Promise<SpeedResult>) =>
  createTimeTeller({ speeds: keeping, measure, report: (event) => events.push(event) });
const device = 'wasm and onnxruntime: a processor';

beforeEach(() => {
  events = [];
  kept = new Map();
  const home = useTemporaryHome();
  return () => {
    home.remove();
  };
});

describe('the time that a training takes', () => {
  it('is told from what was measured for it, which is kept', async () => {
    await teller(() => Promise.resolve(speeds)).beforeTraining(session);
    expect(kept.get(device)).toBe(speeds);
    const [head, tuning] = recipe.phases.map(({ epochs }) => epochs * (2 / 2 + 1 / 4));
    // Copies of the 2 training photos and the validation photo, none of which is cached yet.
    const caching = (2 * recipe.copies + 1) / 10;
    const [first, second] = [caching + head!, tuning!];
    expect(events).toEqual([
      { kind: 'stage', stage: 'measuring-speed', total: null, unit: 'steps' },
      {
        kind: 'notice',
        notice: {
          code: 'time-estimate',
          // The test photo goes through the whole network.
          seconds: expect.closeTo(first + second + 1 / 10 + 1 / 4) as number,
          phases: [
            { name: recipe.phases[0]!.name, seconds: expect.closeTo(first) as number },
            { name: recipe.phases[1]!.name, seconds: expect.closeTo(second) as number },
          ],
        },
      },
    ]);
  });

  it('is told without measuring where the speed is known', async () => {
    kept.set(device, speeds);
    await teller(() => Promise.reject(new Error('measured'))).beforeTraining(session);
    expect(events.map(({ kind }) => kind)).toEqual(['notice']);
  });

  it('is not told where it cannot be measured, and the training goes on', async () => {
    await teller(() => Promise.reject(new Error('out of memory'))).beforeTraining(session);
    expect(events.filter(({ kind }) => kind === 'notice')).toEqual([]);
    const cancelled = new ThawError('cancelled', { run: null });
    await expect(teller(() => Promise.reject(cancelled)).beforeTraining(session)).rejects.toBe(cancelled);
  });

  it('is known better after an epoch', async () => {
    const { beforeTraining, report } = teller(() => Promise.resolve(speeds));
    await beforeTraining(session);
    const epoch = { kind: 'epoch', phase: recipe.phases[0]!.name, photosPerSecond: 5, seconds: 1 };
    report(epoch as EpochEvent);
    expect(events.at(-1)).toBe(epoch);
    expect(kept.get(device)!.phases[0]!.training).toBe(5);
    expect(kept.get(device)!.phases[1]).toEqual(speeds.phases[1]);
  });
});

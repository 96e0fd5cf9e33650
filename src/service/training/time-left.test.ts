import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimeLeft } from './time-left.ts';
import type { TrainingWork } from './training-work.ts';

const phase = { epochs: 10, stepsPerEpoch: 5, batchSize: 20, training: 100, validation: 50 };
const work: TrainingWork = {
  cached: 200,
  phases: [
    { ...phase, name: 'head' },
    { ...phase, name: 'fine-tune' },
  ],
  test: 40,
};
/** An epoch of the head takes 1 + .5 s, one of the tuning 10 + 1 s. */
const speeds = {
  precision: 'fp32',
  caching: 10,
  phases: [
    { training: 100, measuring: 100 },
    { training: 10, measuring: 50 },
  ],
} as const;
const stage = (name: 'caching-features' | 'preparing-gpu' | 'training' | 'evaluating') =>
  ({ kind: 'stage', stage: name, total: null, unit: 'steps' }) as const;
const progress = (name: 'caching-features' | 'training', done: number) =>
  ({ kind: 'progress', stage: name, done, total: null, rate: null }) as const;
const epoch = (seconds: number) => ({ seconds }) as Parameters<TimeLeft['epoch']>[0];

describe('the time left', () => {
  it('is told from measured speeds before anything is done: caching, both phases, the test photos', () => {
    expect(new TimeLeft(work, speeds).told(0)).toEqual({
      secondsLeft: 20 + 15 + 110 + 40 / 10 + 40 / 50,
      slower: false,
    });
  });

  it('is not told where nothing was measured, until the last phase shows it', () => {
    const time = new TimeLeft(work, null);
    time.stage(stage('training'), 0, 0);
    time.progress(progress('training', 0), 0);
    time.progress(progress('training', 1), 1);
    time.progress(progress('training', 10), 10);
    expect(time.told(10).secondsLeft).toBeNull();
    time.stage(stage('training'), 1, 20);
    expect(time.told(20).secondsLeft).toBeNull();
    time.progress(progress('training', 0), 20);
    // The first step takes long; the others take one second each.
    time.progress(progress('training', 1), 28);
    time.progress(progress('training', 10), 37);
    expect(time.told(37).secondsLeft).toBeCloseTo(40);
  });

  it('is the same while a GPU is prepared between two phases', () => {
    const time = new TimeLeft(work, speeds);
    time.stage(stage('training'), 0, 0);
    time.progress(progress('training', 0), 0);
    time.epoch(epoch(1.5));
    const before = time.told(1.5);
    time.stage(stage('preparing-gpu'), 0, 1.5);
    expect(time.told(1.5)).toEqual(before);
  });

  it('follows the epochs of this run as soon as one is finished', () => {
    const time = new TimeLeft(work, speeds);
    time.stage(stage('training'), 1, 0);
    time.progress(progress('training', 0), 0);
    expect(time.told(0).secondsLeft).toBeCloseTo(110 + 4.8);
    time.epoch(epoch(5));
    time.progress(progress('training', 5), 5);
    expect(time.told(5)).toEqual({ secondsLeft: 9 * 5 + 4.8, slower: false });
  });

  it('does not count photos that were there already', () => {
    const time = new TimeLeft({ ...work, phases: [], test: 0 }, null);
    time.stage(stage('caching-features'), 0, 0);
    time.progress(progress('caching-features', 180), 0);
    time.progress(progress('caching-features', 181), 3);
    time.progress(progress('caching-features', 186), 8);
    expect(time.told(8).secondsLeft).toBeCloseTo(14);
  });

  it('goes up only when it says so', () => {
    const step = fc.record({
      seconds: fc.double({ min: 0.1, max: 20, noNaN: true }),
      epoch: fc.double({ min: 0.1, max: 60, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 40 }), (steps) => {
        const time = new TimeLeft(work, speeds);
        time.stage(stage('training'), 0, 0);
        let [now, done, before] = [0, 0, Infinity];
        for (const { seconds, epoch: took } of steps) {
          now += seconds;
          done += 1;
          if (done % phase.stepsPerEpoch === 0) time.epoch(epoch(took));
          time.progress(progress('training', done), now);
          const { secondsLeft, slower } = time.told(now);
          if (secondsLeft! > before + 1e-9) expect(slower).toBe(true);
          before = secondsLeft!;
        }
      }),
    );
  });

  it('says that it is slower for a while, and no longer', () => {
    const time = new TimeLeft(work, speeds);
    time.stage(stage('training'), 1, 0);
    time.told(0);
    time.epoch(epoch(60));
    expect(time.told(10)).toMatchObject({ slower: true });
    expect(time.told(50)).toMatchObject({ slower: false });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readRun, type RunOnDisk } from '../runs/read-run.ts';
import { makeRun } from './fixtures/made-run.ts';
import { foldInHand, secondsOfLater } from './folds-in-hand.ts';
import type { TrainingWork } from './training-work.ts';

const work: TrainingWork = {
  cached: 400,
  test: 10,
  phases: [{ name: 'one', epochs: 5, stepsPerEpoch: 4, batchSize: 20, training: 80, validation: 10 }],
};
const speeds = { precision: 'fp32', caching: 100, phases: [{ training: 8, measuring: 10 }] } as const;

let folder: string;
/** Took 5 s of training, 1 s of measuring. */
let run: RunOnDisk;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-folds-'));
  makeRun(folder, { correct: 4 });
  run = await readRun(folder);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('tells the later folds from the speeds, with the features that the first fold does not cache', () => {
  // An epoch takes 80 / 8 + 10 / 10 = 11 s, the test photos 10 / 100 + 10 / 10 = 1.1 s; a quarter of 4 s of caching.
  const expected = 4 * (5 * 11 + 1.1) + 1;
  expect(secondsOfLater({ of: 5, finished: [] }, work, speeds)).toBeCloseTo(expected);
  expect(secondsOfLater({ of: 5, finished: [] }, work, null)).toBeNull();
  expect(secondsOfLater({ of: 5, finished: [] }, null, speeds)).toBeNull();
});

it('tells them as the finished ones took, without their caching', () => {
  const finished = { ...run, timings: { ...run.timings, 'caching-features': 100 } };
  expect(secondsOfLater({ of: 5, finished: [finished] }, work, speeds)).toBeCloseTo(3 * 6);
  expect(secondsOfLater({ of: 3, finished: [run, run] }, null, null)).toBe(0);
});

it('has the last fold in hand when all are finished', () => {
  expect(foldInHand({ of: 2, finished: [] })).toBe(1);
  expect(foldInHand({ of: 2, finished: [run] })).toBe(2);
  expect(foldInHand({ of: 2, finished: [run, run] })).toBe(2);
});

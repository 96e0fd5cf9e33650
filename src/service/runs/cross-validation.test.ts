import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noUploads } from '../fixtures/no-uploads.ts';
import { createFolds } from '../../engine/dataset/create-folds.ts';
import { foldRun } from '../../engine/dataset/fold-folders.ts';
import { writeCrossValidation } from '../../engine/evaluation/write-cross-validation.ts';
import { madeEpoch } from '../training/fixtures/fake-jobs.ts';
import { madeFolds, madeProject } from '../training/fixtures/made-project.ts';
import { makeRun, runIn } from '../training/fixtures/made-run.ts';
import { moveAside } from './move-to-trash.ts';
import { createRunService } from './run-service.ts';

let folder: string;
let project: ReturnType<typeof madeProject>;
let runs: ReturnType<typeof createRunService>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-runs-'));
  project = madeProject(folder);
  runs = createRunService({
    projects: { open: () => Promise.resolve(project) },
    live: { liveRuns: () => [], forget: () => Promise.resolve() },
    requireAllowed: () => Promise.resolve(),
    uploads: noUploads,
    trash: moveAside,
  });
  await createFolds(runIn(folder, 'folds'), madeFolds('/photos', 3));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const of = { project: 'made', run: 'folds' };
const out = (): string => runIn(folder, 'folds');
const fold = (number: number): string => foldRun(out(), number);
const asked = { ...of, part: 'test', className: null, answer: null, offset: 0, limit: 100 } as const;

it('is no run of the list before its first fold was begun', async () => {
  expect((await runs.runsOf(project)).runs).toEqual([]);
  await expect(runs.crossValidation(of)).rejects.toMatchObject({ code: 'run-not-found' });
});

it('is one line of the list, unfinished, then with the score of all folds', async () => {
  makeRun(fold(1), { correct: 4 });
  makeRun(fold(2), { epochs: [madeEpoch(1)] });
  const unfinished = {
    run: 'folds',
    state: 'paused',
    folds: { of: 3, measured: 1 },
    epochs: 4,
    epochsPlanned: 9,
  };
  expect((await runs.runsOf(project)).runs).toMatchObject([{ ...unfinished, score: null, seconds: null }]);
  makeRun(fold(2), { correct: 2 });
  makeRun(fold(3), { correct: 3 });
  await writeCrossValidation(out(), 3, 7);
  expect((await runs.runsOf(project)).runs).toMatchObject([
    {
      state: 'finished',
      folds: { of: 3, measured: 3 },
      epochs: 9,
      score: { correct: 9, count: 12 },
      seconds: 18,
    },
  ]);
  expect(await runs.bestScore(project.runsFolder)).toEqual({ correct: 9, count: 12 });
});

it('is shown with its folds and all of their answers, and has seen the results then', async () => {
  makeRun(fold(1), { correct: 4 });
  makeRun(fold(2), { correct: 2 });
  await writeCrossValidation(out(), 3, 7);
  const view = await runs.crossValidation(of);
  expect(view).toMatchObject({
    summary: { state: 'finished', folds: { of: 3, measured: 2 } },
    folder: out(),
    folds: [
      { fold: 1, score: { correct: 4, count: 4 }, epochs: 3, bestEpoch: 3, seconds: 6 },
      { fold: 2, score: { correct: 2, count: 4 } },
      { fold: 3, score: null, epochs: 0, bestEpoch: null, seconds: null },
    ],
    test: { count: 8, correct: 6, confusionMatrix: expect.any(Array) as unknown },
  });
  expect(view.folds[0]!.counts.test).toBe(8);
  expect(project.file.resultsSeen).toBe(true);
  const mistakes = await runs.answers({ ...asked, mistakesOnly: true });
  expect(mistakes.total).toBe(2);
  expect((await runs.answers({ ...asked, mistakesOnly: false })).total).toBe(8);
});

it('is named, noted on and thrown away as a run is', async () => {
  makeRun(fold(1), { epochs: [] });
  await runs.rename({ ...of, name: 'Small set' });
  await runs.setNotes({ ...of, notes: 'two folds would do' });
  expect(await runs.crossValidation(of)).toMatchObject({
    summary: { name: 'Small set' },
    notes: 'two folds would do',
  });
  await runs.trash(of);
  expect(existsSync(out())).toBe(false);
});

it('with a damaged fold is listed as failed', async () => {
  makeRun(fold(1), { epochs: [] });
  rmSync(join(out(), 'fold-1', 'run', 'config.json'));
  expect((await runs.runsOf(project)).runs).toEqual([]);
  await createFolds(runIn(folder, 'damaged'), madeFolds('/photos', 2));
  makeRun(foldRun(runIn(folder, 'damaged'), 1), { epochs: [] });
  makeRun(foldRun(runIn(folder, 'damaged'), 1), { recipe: {} as never });
  expect((await runs.runsOf(project)).runs).toMatchObject([{ run: 'damaged', state: 'failed' }]);
});

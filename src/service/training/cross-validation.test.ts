import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { foldFolder, foldRun } from '../../engine/dataset/fold-folders.ts';
import type { TrainingView } from '../../shared/app/run-view.ts';
import { crossValidationFileSchema } from '../../shared/run-files.ts';
import { fakeJobs, madeEpoch } from './fixtures/fake-jobs.ts';
import { madeProject } from './fixtures/made-project.ts';
import { makeRun, runIn } from './fixtures/made-run.ts';
import { failure, inProject, of, result, trainingBench, until } from './fixtures/training-bench.ts';

const bench = trainingBench();
const { newDesk, newsOf, started, stateOf, trainings } = bench;

beforeEach(() => {
  bench.project = madeProject(bench.folder, { folds: 3, runName: ' All tested ' });
});

const runOf = (run: string, fold: number): string => foldRun(runIn(bench.folder, run), fold);
const fileIn = (run: string): string => join(runIn(bench.folder, run), 'cross-validation.json');

/** Brings the fold's job to its end: `correct` of its 4 photos are right. */
async function finish(run: string, fold: number, correct: number): Promise<void> {
  await until(() => trainings().some(({ request }) => 'run' in request && request.run === runOf(run, fold)));
  const job = trainings().findLast(({ request }) => 'run' in request && request.run === runOf(run, fold));
  makeRun(runOf(run, fold), { correct });
  job!.end(result);
}

function viewsOf(run: string): () => TrainingView | undefined {
  const news = newsOf(run);
  return () => news.flatMap((one) => (one.kind === 'epoch' ? [] : [one.view])).at(-1);
}

describe('a cross-validation', () => {
  it('trains fold after fold, each in its folder, and measures them together', async () => {
    const { run, job } = await started();
    expect(run).toMatch(/-scratch-3-folds$/);
    expect(job.request).toMatchObject({
      job: 'train',
      folder: foldFolder(runIn(bench.folder, run), 1),
      run: runOf(run, 1),
      seed: 3,
    });
    const view = viewsOf(run);
    await until(() => view()?.state === 'running');
    expect(view()?.folds).toEqual({ fold: 1, of: 3, scores: [] });
    job.tell(madeEpoch(1));
    await until(() => bench.desk.liveRuns('made')[0]?.summary.epochs === 1);
    await finish(run, 1, 4);
    await finish(run, 2, 2);
    await until(() => view()?.folds?.fold === 3);
    expect(view()?.folds?.scores).toEqual([
      { correct: 4, count: 4 },
      { correct: 2, count: 4 },
    ]);
    expect(bench.desk.liveRuns('made')[0]?.summary).toMatchObject({
      name: 'All tested',
      folds: { of: 3, measured: 2 },
      epochs: 6,
      epochsPlanned: 9,
    });
    await finish(run, 3, 3);
    await until(() => view()?.state === 'finished');
    const file = crossValidationFileSchema.parse(JSON.parse(readFileSync(fileIn(run), 'utf8')));
    expect(file).toMatchObject({ folds: 3, measured: 3, seed: 3, test: { count: 12, correct: 9 } });
    expect(bench.desk.liveRuns('made')).toEqual([]);
    await expect(bench.desk.resume(of(run))).rejects.toMatchObject({ code: 'run-finished' });
  });

  it('tests every photo once', async () => {
    const { run } = await started();
    const tested = [1, 2, 3].flatMap((fold) => {
      const { photos } = JSON.parse(
        readFileSync(join(foldFolder(runIn(bench.folder, run), fold), 'split.json'), 'utf8'),
      ) as { photos: { path: string; part: string }[] };
      return photos.filter(({ part }) => part === 'test').map(({ path }) => path);
    });
    expect(new Set(tested).size).toBe(24);
    expect(tested).toHaveLength(24);
  });

  it('pauses in a fold and goes on there; finished folds are not trained again', async () => {
    const { run } = await started();
    await finish(run, 1, 4);
    await until(() => trainings().length === 2);
    await bench.desk.pause(of(run));
    expect(trainings()[1]!.asked).toEqual(['pause']);
    makeRun(runOf(run, 2), { epochs: [madeEpoch(1)] });
    trainings()[1]!.end(failure('paused'));
    await until(() => stateOf(run) === 'paused');
    const view = viewsOf(run);
    await bench.desk.resume(of(run));
    await until(() => bench.jobs.of('resume').length === 1);
    expect(bench.jobs.of('resume')[0]!.request).toMatchObject({ run: runOf(run, 2) });
    await until(() => view()?.state === 'running');
    expect(view()).toMatchObject({ epoch: 1, folds: { fold: 2 } });
  });

  it('stopped, keeps the finished folds and can go on', async () => {
    const { run } = await started();
    await finish(run, 1, 3);
    await until(() => trainings().length === 2);
    const view = viewsOf(run);
    await bench.desk.stop(of(run));
    expect(trainings()[1]!.asked).toEqual(['pause']);
    makeRun(runOf(run, 2), { epochs: [madeEpoch(1)] });
    trainings()[1]!.end(failure('paused'));
    await until(() => view()?.state === 'finished');
    expect(JSON.parse(readFileSync(fileIn(run), 'utf8'))).toMatchObject({
      folds: 3,
      measured: 1,
      test: { count: 4, correct: 3 },
    });
    await bench.desk.resume(of(run));
    await until(() => bench.jobs.of('resume').length === 1);
    await finish(run, 2, 4);
    await finish(run, 3, 4);
    await until(() => view()?.state === 'finished');
    expect(JSON.parse(readFileSync(fileIn(run), 'utf8'))).toMatchObject({ measured: 3 });
  });

  it('stopped at rest, measures the finished folds without training', async () => {
    const { run } = await started();
    await finish(run, 1, 3);
    await until(() => trainings().length === 2);
    trainings()[1]!.end(failure('paused'));
    await until(() => stateOf(run) === 'paused');
    await bench.desk.stop(of(run));
    await until(() => existsSync(fileIn(run)));
    expect(trainings()).toHaveLength(2);
  });

  it('stopped in its first fold, is paused: there is nothing to keep yet', async () => {
    const { run, job } = await started();
    await bench.desk.stop(of(run));
    expect(job.asked).toEqual(['pause']);
    job.end(failure('paused'));
    await until(() => stateOf(run) === 'paused');
    expect(existsSync(fileIn(run))).toBe(false);
  });

  it('tries each fold once more after a crash', async () => {
    const { run, job } = await started();
    job.end(failure('job-crashed'));
    await until(() => trainings().length === 2);
    await finish(run, 1, 4);
    await until(() => trainings().length === 3);
    trainings()[2]!.end(failure('job-crashed'));
    await until(() => trainings().length === 4);
    trainings()[3]!.end(failure('job-crashed'));
    await until(() => stateOf(run) === 'failed');
  });

  it('goes on after a restart of the service, in the fold in hand', async () => {
    const { run } = await started();
    await finish(run, 1, 4);
    await until(() => trainings().length === 2);
    makeRun(runOf(run, 2), { epochs: [madeEpoch(1)] });
    await bench.desk.close();
    bench.jobs = fakeJobs();
    bench.desk = newDesk();
    expect(await bench.desk.goOn()).toMatchObject([{ run, fold: 2, epochs: 1 }]);
    await until(() => bench.jobs.of('resume').length === 1);
    expect(bench.jobs.of('resume')[0]!.request).toMatchObject({ run: runOf(run, 2) });
    await finish(run, 2, 4);
    await finish(run, 3, 4);
    await until(() => existsSync(fileIn(run)));
  });

  it('that waited for its first fold begins after a restart; a whole one is left alone', async () => {
    const { run } = await started();
    for (const fold of [1, 2, 3]) await finish(run, fold, 4);
    await until(() => existsSync(fileIn(run)));
    const next = await started();
    expect(next.run).toBe(`${run}-2`);
    await bench.desk.close();
    bench.jobs = fakeJobs();
    bench.desk = newDesk();
    await bench.desk.goOn();
    await until(() => bench.jobs.of('train').length === 1);
    await wait(20);
    expect(bench.desk.liveRuns('made').map((live) => live.run)).toEqual([next.run]);
  });

  it('is thrown away whole when discarded, also before its first fold was begun', async () => {
    const { run } = await started();
    expect(existsSync(runIn(bench.folder, run))).toBe(true);
    await bench.desk.discard(of(run));
    expect(existsSync(runIn(bench.folder, run))).toBe(false);
  });

  it('is refused, and leaves nothing, where a class has too few photos', async () => {
    bench.project = madeProject(bench.folder, { folds: 20 });
    await expect(bench.desk.start(inProject)).rejects.toMatchObject({
      code: 'project-not-ready',
      facts: { check: 'data' },
    });
    expect(existsSync(bench.project.runsFolder)).toBe(false);
  });
});

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { RateNews } from '../../shared/app/rate-view.ts';
import type { TrainingNews } from '../../shared/app/run-view.ts';
import { fakeJobs, madeEpoch } from './fixtures/fake-jobs.ts';
import { madeProject } from './fixtures/made-project.ts';
import { makeRun, runIn } from './fixtures/made-run.ts';
import {
  failure,
  inProject,
  lastState,
  of,
  result,
  trainingBench,
  until,
} from './fixtures/training-bench.ts';

const bench = trainingBench();
const { newDesk, newsOf, started, stateOf, trainings } = bench;

describe('a training', () => {
  it('is told from its start to its end', async () => {
    const { run, job } = await started();
    expect(run).toMatch(/^\d{4}-\d\d-\d\d-scratch$/);
    expect(job.request).toMatchObject({
      job: 'train',
      folder: bench.folder,
      run: runIn(bench.folder, run),
      seed: 3,
    });
    const news = newsOf(run);
    job.tell({ kind: 'stage', stage: 'training', total: 9, unit: 'steps', detail: 'whole-network' });
    job.tell({ kind: 'progress', stage: 'training', done: 3, total: 9, rate: 2 });
    job.tell(madeEpoch(1));
    job.tell({ kind: 'memory', bytes: 5e8 });
    await until(() => news.some(({ kind }) => kind === 'epoch'));
    expect(news[0]).toMatchObject({ kind: 'all', epochs: [] });
    expect(stateOf(run)).toBe('training');
    makeRun(runIn(bench.folder, run), { correct: 4 });
    job.end(result);
    await until(() => lastState(news) === 'finished');
    const { view } = news.at(-1) as Extract<TrainingNews, { kind: 'view' }>;
    expect(view).toMatchObject({ epoch: 1, phases: [{ name: 'whole-network', epochs: 3 }], error: null });
    expect(bench.desk.liveRuns('made')).toEqual([]);
  });

  it('begins with the run that is chosen', async () => {
    const before = runIn(bench.folder, 'before');
    makeRun(before, { correct: 3 });
    mkdirSync(join(before, 'model'));
    bench.project = madeProject(bench.folder, { startFrom: 'before' });
    const { job } = await started();
    expect(job.request).toMatchObject({ job: 'train', from: before });
  });

  it('does not begin with a run that is gone', async () => {
    bench.project = madeProject(bench.folder, { startFrom: 'before' });
    await expect(bench.desk.start({ project: 'made' })).rejects.toMatchObject({
      code: 'project-not-ready',
      facts: { check: 'start' },
    });
  });

  it('tells a late watcher everything first, and moving numbers at most once a second', async () => {
    const { run, job } = await started();
    job.tell(madeEpoch(1));
    job.tell(madeEpoch(2));
    await until(() => bench.desk.liveRuns('made')[0]?.summary.epochs === 2);
    const news = newsOf(run);
    await until(() => news.length === 1);
    expect(news[0]).toMatchObject({ kind: 'all', epochs: [{ epoch: 1 }, { epoch: 2 }] });
    for (let done = 0; done < 50; done++) {
      job.tell({ kind: 'progress', stage: 'training', done, total: 99, rate: 2 });
      await wait(2);
    }
    expect(news.length).toBeLessThanOrEqual(2);
    await until(() => news.length === 2);
    expect(news[1]).toMatchObject({ kind: 'view', view: { done: 49 } });
  });

  it('waits for the one before it, and starts by itself then', async () => {
    const first = await started();
    const { run } = await bench.desk.start(inProject);
    expect(run).toBe(`${first.run}-2`);
    expect(stateOf(run)).toBe('waiting');
    expect(trainings()).toHaveLength(1);
    makeRun(runIn(bench.folder, first.run), { correct: 4 });
    first.job.end(result);
    await until(() => trainings().length === 2);
    expect(stateOf(run)).toBe('training');
  });

  it('pauses, goes on from its folder, and is not taken for failed', async () => {
    const { run, job } = await started();
    const news = newsOf(run);
    await bench.desk.pause(of(run));
    expect(job.asked).toEqual(['pause']);
    await until(() => lastState(news) === 'pausing');
    makeRun(runIn(bench.folder, run), { epochs: [madeEpoch(1)] });
    job.end(failure('paused'));
    await until(() => lastState(news) === 'paused');
    await bench.desk.resume(of(run));
    await until(() => bench.jobs.of('resume').length === 1);
    await until(() => lastState(news) === 'running');
    expect(news.findLast(({ kind }) => kind === 'all')).toMatchObject({ epochs: [{ epoch: 1 }] });
  });

  it('is asked to stop, also one that is paused with an epoch to keep', async () => {
    const { run, job } = await started();
    await bench.desk.stop(of(run));
    expect(job.asked).toEqual(['stop']);
    makeRun(runIn(bench.folder, run), { epochs: [madeEpoch(1)] });
    job.end(failure('paused'));
    await until(() => stateOf(run) === 'paused');
    const news = newsOf(run);
    await until(() => news.length > 0);
    await bench.desk.resume(of(run));
    await until(() => bench.jobs.of('resume').length === 1);
    bench.jobs.of('resume')[0]!.end(failure('paused'));
    await until(() => stateOf(run) === 'paused');
    await bench.desk.stop(of(run));
    await until(() => bench.jobs.of('resume')[1]?.asked[0] === 'stop');
    expect(lastState(news)).toBe('stopping');
  });

  it('is tried once more after a crash, then fails with its error', async () => {
    const { run, job } = await started();
    makeRun(runIn(bench.folder, run), { epochs: [] });
    job.end(failure('job-crashed'));
    await until(() => bench.jobs.of('resume').length === 1);
    expect(stateOf(run)).toBe('training');
    bench.jobs.of('resume')[0]!.end(failure('job-crashed'));
    await until(() => stateOf(run) === 'failed');
    const news = newsOf(run);
    await until(() => news.length > 0);
    expect(news[0]).toMatchObject({ view: { state: 'failed', error: { code: 'job-crashed' } } });
    await bench.desk.resume(of(run));
    await until(() => bench.jobs.of('resume').length === 2);
  });

  it('comes back with half of each batch at once after the system killed its job', async () => {
    const { run, job } = await started();
    const killed = {
      kind: 'error',
      error: {
        code: 'job-crashed',
        facts: { job: 'train', exitCode: null, signal: 'SIGKILL', detail: '' },
      },
    } as const;
    makeRun(runIn(bench.folder, run), { epochs: [madeEpoch(1)] });
    job.end(killed);
    // Batches of 5.
    for (const [index, photosAtOnce] of [2, 1].entries()) {
      await until(() => bench.jobs.of('resume').length === index + 1);
      expect(bench.jobs.of('resume')[index]!.request).toMatchObject({ photosAtOnce });
      expect(stateOf(run)).toBe('training');
      bench.jobs.of('resume')[index]!.end(killed);
    }
    // Once more as after any crash; then it fails.
    await until(() => bench.jobs.of('resume').length === 3);
    bench.jobs.of('resume')[2]!.end(killed);
    await until(() => stateOf(run) === 'failed');
  });

  it('goes on on the processor where its GPU is lost, and fails where that is told again', async () => {
    const { run, job } = await started();
    const facts = { gpu: 'arc a770', detail: 'device removed' };
    const lost = { kind: 'error', error: { code: 'gpu-lost', facts } } as const;
    makeRun(runIn(bench.folder, run), { epochs: [madeEpoch(1)] });
    job.end(lost);
    await until(() => bench.jobs.of('resume').length === 1);
    expect(bench.jobs.of('resume')[0]!.request).toMatchObject({ leftGpu: { ...facts, reason: 'lost' } });
    expect(stateOf(run)).toBe('training');
    bench.jobs.of('resume')[0]!.end(lost);
    await until(() => stateOf(run) === 'failed');
    expect(bench.jobs.of('resume')).toHaveLength(1);
  });

  it('is paused by a full disk, with the error', async () => {
    const { run, job } = await started();
    const news = newsOf(run);
    job.end(failure('disk-full'));
    await until(() => lastState(news) === 'paused');
    expect(news.at(-1)).toMatchObject({ view: { error: { code: 'disk-full' } } });
  });

  it('is ended and its folder thrown away when discarded', async () => {
    const { run, job } = await started();
    makeRun(runIn(bench.folder, run), { epochs: [] });
    await bench.desk.discard(of(run));
    expect(job.asked).toEqual(['cancel']);
    expect(existsSync(runIn(bench.folder, run))).toBe(false);
    expect(readdirSync(bench.project.trashFolder)).toHaveLength(1);
    expect(bench.desk.liveRuns('made')).toEqual([]);
  });

  it('keeps the name that it was given', async () => {
    bench.project = madeProject(bench.folder, { runName: ' Try 3 ' });
    const { run, job } = await started();
    expect(bench.desk.liveRuns('made')[0]!.summary.name).toBe('Try 3');
    makeRun(runIn(bench.folder, run), { correct: 3 });
    job.end(result);
    await until(() => existsSync(join(runIn(bench.folder, run), 'about.json')));
  });

  it('is refused where a check fails', async () => {
    bench.project = madeProject(bench.folder, {
      recipe: { ...bench.project.file.settings.recipe, precision: 'bf16', backend: 'wasm' },
    });
    await expect(bench.desk.start(inProject)).rejects.toMatchObject({
      code: 'project-not-ready',
      facts: { check: 'device' },
    });
    expect(trainings()).toEqual([]);
  });

  it('of a finished run is not resumed, of a stopped one it is', async () => {
    makeRun(runIn(bench.folder, 'done'), { correct: 4 });
    makeRun(runIn(bench.folder, 'stopped'), { correct: 4, stoppedAt: 3 });
    await expect(bench.desk.resume(of('done'))).rejects.toMatchObject({ code: 'run-finished' });
    await bench.desk.resume(of('stopped'));
    await until(() => bench.jobs.of('resume').length === 1);
    await expect(bench.desk.resume(of('../elsewhere'))).rejects.toMatchObject({ code: 'run-not-found' });
  });
});

describe('the search for a rate', () => {
  it('is a job that ends with who asks', async () => {
    const gone = new AbortController();
    const news: RateNews[] = [];
    const done = (async () => {
      for await (const each of bench.desk.findRate({ ...inProject, phase: 0 }, gone.signal)) news.push(each);
    })();
    await until(() => bench.jobs.of('find-rate').length === 1);
    const [job] = bench.jobs.of('find-rate');
    expect(job!.request).toMatchObject({ folder: bench.folder, phase: 0, seed: 3, steps: 100 });
    job!.tell({ kind: 'stage', stage: 'sweeping-rates', total: 100, unit: 'steps' });
    job!.tell({ kind: 'progress', stage: 'sweeping-rates', done: 9, total: 100, rate: null });
    await until(() => news.length === 2);
    expect(news[1]).toEqual({ kind: 'computing', stage: 'sweeping-rates', done: 9, total: 100 });
    gone.abort();
    await done;
    expect(job!.asked).toContain('cancel');
  });

  it('ends with the curve', async () => {
    const news: RateNews[] = [];
    const done = (async () => {
      const { signal } = new AbortController();
      for await (const each of bench.desk.findRate({ ...inProject, phase: 0 }, signal)) news.push(each);
    })();
    await until(() => bench.jobs.of('find-rate').length === 1);
    const curve = { phase: 'head', points: [], lowest: 1, steepest: null, suggestion: null };
    const found = { ...curve, seconds: 1, skipped: [] };
    bench.jobs.of('find-rate')[0]!.end({ kind: 'result', result: found });
    await done;
    expect(news).toEqual([{ kind: 'found', result: found }]);
  });
});

describe('after a restart of the service', () => {
  it('what trained and waited goes on, what was paused stays so', async () => {
    const paused = await started();
    makeRun(runIn(bench.folder, paused.run), { epochs: [madeEpoch(1)] });
    paused.job.end(failure('paused'));
    await until(() => stateOf(paused.run) === 'paused');
    const training = await started();
    makeRun(runIn(bench.folder, training.run), { epochs: [madeEpoch(1)] });
    const waiting = await bench.desk.start(inProject);
    await bench.desk.close();
    expect(training.job.asked).toContain('cancel');

    bench.jobs = fakeJobs();
    bench.desk = newDesk();
    const told = { project: 'made', name: 'scratch', fold: null };
    expect(await bench.desk.goOn()).toMatchObject([
      { ...told, run: training.run, epochs: 1 },
      { ...told, run: waiting.run, epochs: 0 },
    ]);
    await until(() => bench.jobs.of('resume').length === 1);
    expect(bench.jobs.of('resume')[0]!.request).toMatchObject({ run: runIn(bench.folder, training.run) });
    expect(bench.desk.liveRuns('made').map(({ run, state }) => [run, state])).toEqual([
      [paused.run, 'paused'],
      [training.run, 'training'],
      [waiting.run, 'waiting'],
    ]);
    makeRun(runIn(bench.folder, training.run), { correct: 4 });
    bench.jobs.of('resume')[0]!.end(result);
    // It has no folder yet: it begins anew.
    await until(() => bench.jobs.of('train').length === 1);
    expect(bench.jobs.of('train')[0]!.request).toMatchObject({
      run: runIn(bench.folder, waiting.run),
      seed: 3,
    });
  });

  it('a run that came to its end meanwhile is left alone', async () => {
    const { run } = await started();
    makeRun(runIn(bench.folder, run), { correct: 4 });
    await bench.desk.close();
    bench.jobs = fakeJobs();
    bench.desk = newDesk();
    await bench.desk.goOn();
    await wait(50);
    expect(bench.jobs.started).toEqual([]);
    expect(bench.desk.liveRuns('made')).toEqual([]);
  });
});

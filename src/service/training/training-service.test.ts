import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingNews } from '../../shared/app/run-view.ts';
import type { DeviceView } from '../../shared/app/work-view.ts';
import { moveAside } from '../runs/move-to-trash.ts';
import { fakeJobs, madeEpoch, type FakeJob, type FakeJobs } from './fixtures/fake-jobs.ts';
import { madeProject, madeSplit } from './fixtures/made-project.ts';
import { makeRun, runIn } from './fixtures/made-run.ts';
import { createTrainingService, type TrainingDesk } from './training-service.ts';

const facts = {
  backend: 'tensorflow',
  device: 'CPU',
  tensorflowVersion: '2.21.0',
  bf16: 'none',
  vector: [],
  passedOver: [],
  secondsToStart: 1,
} as const;
const device: DeviceView = { kind: 'found', facts, cores: 2, memoryBytes: 8e9 };

let folder: string;
let jobs: FakeJobs;
let desk: TrainingDesk;
let project: ReturnType<typeof madeProject>;

/** A service as it starts in the same data folder: another one is a restart. */
function newDesk(): TrainingDesk {
  return createTrainingService({
    projects: { open: () => Promise.resolve(project) },
    // eslint-disable-next-line @typescript-eslint/require-await
    watchDevice: async function* () {
      yield device;
    },
    readSplit: () => Promise.resolve(madeSplit(folder)),
    startJob: jobs.startJob,
    trash: moveAside,
    home: folder,
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-training-'));
  jobs = fakeJobs();
  project = madeProject(folder);
  desk = newDesk();
});

afterEach(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const inProject = { project: 'made' };
const of = (run: string) => ({ ...inProject, run });

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !condition(); tries++) await wait(5);
  expect(condition()).toBe(true);
}

const trainings = (): readonly FakeJob[] => [...jobs.of('train'), ...jobs.of('resume')];
const stateOf = (run: string) => desk.liveRuns('made').find((live) => live.run === run)?.state;

/** Starts a run and waits for its job. */
async function started(): Promise<{ readonly run: string; readonly job: FakeJob }> {
  const before = trainings().length;
  const { run } = await desk.start(inProject);
  await until(() => trainings().length > before);
  return { run, job: trainings().at(-1)! };
}

/** The news of a run so far, gathered in the background. */
function newsOf(run: string): TrainingNews[] {
  const news: TrainingNews[] = [];
  void (async () => {
    for await (const one of desk.watch(of(run), new AbortController().signal)) news.push(one);
  })();
  return news;
}

const lastState = (news: readonly TrainingNews[]) =>
  news.flatMap((one) => (one.kind === 'epoch' ? [] : [one.view])).at(-1)?.state;

const failure = (code: 'disk-full' | 'paused' | 'job-crashed' | 'loss-not-finite') =>
  ({ kind: 'error', error: { code, facts: { path: '/', run: '', epoch: 1 } } }) as const;
const result = { kind: 'result', result: {} } as const;

describe('a training', () => {
  it('is told from its start to its end', async () => {
    const { run, job } = await started();
    expect(run).toMatch(/^\d{4}-\d\d-\d\d-scratch$/);
    expect(job.request).toMatchObject({ job: 'train', folder, run: runIn(folder, run), seed: 3 });
    const news = newsOf(run);
    job.tell({ kind: 'stage', stage: 'training', total: 9, unit: 'steps', detail: 'whole-network' });
    job.tell({ kind: 'progress', stage: 'training', done: 3, total: 9, rate: 2 });
    job.tell(madeEpoch(1));
    job.tell({ kind: 'memory', bytes: 5e8 });
    await until(() => news.some(({ kind }) => kind === 'epoch'));
    expect(news[0]).toMatchObject({ kind: 'all', epochs: [] });
    expect(stateOf(run)).toBe('training');
    makeRun(runIn(folder, run), { correct: 4 });
    job.end(result);
    await until(() => lastState(news) === 'finished');
    const { view } = news.at(-1) as Extract<TrainingNews, { kind: 'view' }>;
    expect(view).toMatchObject({ epoch: 1, phases: [{ name: 'whole-network', epochs: 3 }], error: null });
    expect(desk.liveRuns('made')).toEqual([]);
  });

  it('tells a late watcher everything first, and moving numbers at most once a second', async () => {
    const { run, job } = await started();
    job.tell(madeEpoch(1));
    job.tell(madeEpoch(2));
    await until(() => desk.liveRuns('made')[0]?.summary.epochs === 2);
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
    const { run } = await desk.start(inProject);
    expect(run).toBe(`${first.run}-2`);
    expect(stateOf(run)).toBe('waiting');
    expect(trainings()).toHaveLength(1);
    makeRun(runIn(folder, first.run), { correct: 4 });
    first.job.end(result);
    await until(() => trainings().length === 2);
    expect(stateOf(run)).toBe('training');
  });

  it('pauses, goes on from its folder, and is not taken for failed', async () => {
    const { run, job } = await started();
    const news = newsOf(run);
    await desk.pause(of(run));
    expect(job.asked).toEqual(['pause']);
    await until(() => lastState(news) === 'pausing');
    makeRun(runIn(folder, run), { epochs: [madeEpoch(1)] });
    job.end(failure('paused'));
    await until(() => lastState(news) === 'paused');
    await desk.resume(of(run));
    await until(() => jobs.of('resume').length === 1);
    await until(() => lastState(news) === 'running');
    expect(news.findLast(({ kind }) => kind === 'all')).toMatchObject({ epochs: [{ epoch: 1 }] });
  });

  it('is asked to stop, also one that is paused with an epoch to keep', async () => {
    const { run, job } = await started();
    await desk.stop(of(run));
    expect(job.asked).toEqual(['stop']);
    makeRun(runIn(folder, run), { epochs: [madeEpoch(1)] });
    job.end(failure('paused'));
    await until(() => stateOf(run) === 'paused');
    const news = newsOf(run);
    await until(() => news.length > 0);
    await desk.resume(of(run));
    await until(() => jobs.of('resume').length === 1);
    jobs.of('resume')[0]!.end(failure('paused'));
    await until(() => stateOf(run) === 'paused');
    await desk.stop(of(run));
    await until(() => jobs.of('resume')[1]?.asked[0] === 'stop');
    expect(lastState(news)).toBe('stopping');
  });

  it('is tried once more after a crash, then fails with its error', async () => {
    const { run, job } = await started();
    makeRun(runIn(folder, run), { epochs: [] });
    job.end(failure('job-crashed'));
    await until(() => jobs.of('resume').length === 1);
    expect(stateOf(run)).toBe('training');
    jobs.of('resume')[0]!.end(failure('job-crashed'));
    await until(() => stateOf(run) === 'failed');
    const news = newsOf(run);
    await until(() => news.length > 0);
    expect(news[0]).toMatchObject({ view: { state: 'failed', error: { code: 'job-crashed' } } });
    await desk.resume(of(run));
    await until(() => jobs.of('resume').length === 2);
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
    makeRun(runIn(folder, run), { epochs: [] });
    await desk.discard(of(run));
    expect(job.asked).toEqual(['cancel']);
    expect(existsSync(runIn(folder, run))).toBe(false);
    expect(readdirSync(project.trashFolder)).toHaveLength(1);
    expect(desk.liveRuns('made')).toEqual([]);
  });

  it('keeps the name that it was given', async () => {
    project = madeProject(folder, { runName: ' Try 3 ' });
    const { run, job } = await started();
    expect(desk.liveRuns('made')[0]!.summary.name).toBe('Try 3');
    makeRun(runIn(folder, run), { correct: 3 });
    job.end(result);
    await until(() => existsSync(join(runIn(folder, run), 'about.json')));
  });

  it('is refused where a check fails', async () => {
    project = madeProject(folder, {
      recipe: { ...project.file.settings.recipe, precision: 'bf16', backend: 'wasm' },
    });
    await expect(desk.start(inProject)).rejects.toMatchObject({
      code: 'project-not-ready',
      facts: { check: 'device' },
    });
    expect(trainings()).toEqual([]);
  });

  it('of a finished run is not resumed, of a stopped one it is', async () => {
    makeRun(runIn(folder, 'done'), { correct: 4 });
    makeRun(runIn(folder, 'stopped'), { correct: 4, stoppedAt: 3 });
    await expect(desk.resume(of('done'))).rejects.toMatchObject({ code: 'run-finished' });
    await desk.resume(of('stopped'));
    await until(() => jobs.of('resume').length === 1);
    await expect(desk.resume(of('../elsewhere'))).rejects.toMatchObject({ code: 'run-not-found' });
  });
});

describe('after a restart of the service', () => {
  it('what trained and waited goes on, what was paused stays so', async () => {
    const paused = await started();
    makeRun(runIn(folder, paused.run), { epochs: [madeEpoch(1)] });
    paused.job.end(failure('paused'));
    await until(() => stateOf(paused.run) === 'paused');
    const training = await started();
    makeRun(runIn(folder, training.run), { epochs: [madeEpoch(1)] });
    const waiting = await desk.start(inProject);
    await desk.close();
    expect(training.job.asked).toContain('cancel');

    jobs = fakeJobs();
    desk = newDesk();
    await desk.goOn();
    await until(() => jobs.of('resume').length === 1);
    expect(jobs.of('resume')[0]!.request).toMatchObject({ run: runIn(folder, training.run) });
    expect(desk.liveRuns('made').map(({ run, state }) => [run, state])).toEqual([
      [paused.run, 'paused'],
      [training.run, 'training'],
      [waiting.run, 'waiting'],
    ]);
    makeRun(runIn(folder, training.run), { correct: 4 });
    jobs.of('resume')[0]!.end(result);
    // It has no folder yet: it begins anew.
    await until(() => jobs.of('train').length === 1);
    expect(jobs.of('train')[0]!.request).toMatchObject({ run: runIn(folder, waiting.run), seed: 3 });
  });

  it('a run that came to its end meanwhile is left alone', async () => {
    const { run } = await started();
    makeRun(runIn(folder, run), { correct: 4 });
    await desk.close();
    jobs = fakeJobs();
    desk = newDesk();
    await desk.goOn();
    await wait(50);
    expect(jobs.started).toEqual([]);
    expect(desk.liveRuns('made')).toEqual([]);
  });
});

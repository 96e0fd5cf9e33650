import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TrainingNews } from '../../shared/app/run-view.ts';
import { fakeJobs, madeEpoch } from './fixtures/fake-jobs.ts';
import { makeRun, runIn } from './fixtures/made-run.ts';
import { failure, inProject, lastState, of, trainingBench, until } from './fixtures/training-bench.ts';

const bench = trainingBench();
const { newDesk, newsOf, started, stateOf, trainings } = bench;

/** What is ready goes on; nothing that waits for the disk does. */
async function inAMoment(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

const busy = { code: 'project-busy', facts: { doing: 'splitting' } };
const moving = { writing: { kind: 'writing', done: 0, total: null } } as const;

/** A run that was paused after its first epoch. */
async function paused(): Promise<string> {
  const { run, job } = await started();
  job.tell(madeEpoch(1));
  makeRun(runIn(bench.folder, run), { epochs: [madeEpoch(1)] });
  job.end(failure('paused'));
  await until(() => stateOf(run) === 'paused');
  return run;
}

describe('a training', () => {
  it('is another one for its watchers than the next of its name', async () => {
    const { run, job } = await started();
    makeRun(runIn(bench.folder, run), { epochs: [] });
    const news: TrainingNews[] = [];
    const watching = (async () => {
      for await (const one of bench.desk.watch(of(run), new AbortController().signal)) news.push(one);
    })();
    await until(() => news.length > 0);
    await bench.desk.discard(of(run));
    await expect(Promise.race([watching, wait(1_000, 'still watched')])).resolves.toBeUndefined();
    expect(job.asked).toEqual(['cancel']);
    expect(lastState(news)).toBe('paused');

    const next = await started();
    expect(next.run).toBe(run);
    const nextNews = newsOf(run);
    await until(() => nextNews.length > 0);
    next.job.tell(madeEpoch(1));
    await until(() => nextNews.some(({ kind }) => kind === 'epoch'));
    expect(lastState(nextNews)).toBe('running');
  });

  it('does not begin while photos are copied or moved', async () => {
    const run = await paused();
    bench.project.setWork(moving);
    await expect(bench.desk.start(inProject)).rejects.toMatchObject(busy);
    await expect(bench.desk.resume(of(run))).rejects.toMatchObject(busy);
    await expect(bench.desk.stop(of(run))).rejects.toMatchObject(busy);
    expect(trainings()).toHaveLength(1);
    bench.project.setWork({ writing: null });
    await bench.desk.resume(of(run));
    await until(() => bench.jobs.of('resume').length === 1);
  });

  it('does not begin where photos begin to move while it is looked at', async () => {
    const run = await paused();
    const resuming = bench.desk.resume(of(run));
    await inAMoment();
    bench.project.setWork(moving);
    await expect(resuming).rejects.toMatchObject(busy);
    bench.project.setWork({ writing: null });
    bench.meanwhile = () => {
      bench.project.setWork(moving);
    };
    await expect(bench.desk.start(inProject)).rejects.toMatchObject(busy);
    expect(trainings()).toHaveLength(1);
  });

  it('started twice at once is two runs', async () => {
    const both = await Promise.all([bench.desk.start(inProject), bench.desk.start(inProject)]);
    // Each looks at the data first, and the one that is done with that comes first.
    const [first, second] = both.map(({ run }) => run).sort();
    expect(second).toBe(`${first!}-2`);
    expect([stateOf(first!), stateOf(second!)]).toEqual(['waiting', 'waiting']);
  });

  it('starts after one that could not', async () => {
    bench.meanwhile = () => {
      bench.project.setWork(moving);
    };
    await expect(bench.desk.start(inProject)).rejects.toMatchObject(busy);
    bench.meanwhile = () => undefined;
    bench.project.setWork({ writing: null });
    await started();
  });

  it('resumed twice at once trains once', async () => {
    const run = await paused();
    await Promise.all([bench.desk.resume(of(run)), bench.desk.resume(of(run))]);
    await until(() => bench.jobs.of('resume').length === 1);
    bench.jobs.of('resume')[0]!.end(failure('paused'));
    await until(() => stateOf(run) === 'paused');
    await wait(50);
    expect(bench.jobs.of('resume')).toHaveLength(1);
  });

  it('discarded while it is resumed does not begin', async () => {
    const run = await paused();
    const resuming = bench.desk.resume(of(run));
    await inAMoment();
    const discarding = bench.desk.discard(of(run));
    await expect(resuming).rejects.toMatchObject({ code: 'run-not-found' });
    await discarding;
    expect(bench.desk.liveRuns('made')).toEqual([]);
  });
});

describe('after a restart of the service', () => {
  it('a page that came first sees its run go on', async () => {
    const { run } = await started();
    makeRun(runIn(bench.folder, run), { epochs: [madeEpoch(1)] });
    await bench.desk.close();
    bench.jobs = fakeJobs();
    bench.desk = newDesk();
    const early = newsOf(run);
    await until(() => early.length > 0);
    expect(lastState(early)).toBe('paused');
    const goingOn = bench.desk.goOn();
    const late = newsOf(run);
    await goingOn;
    await until(() => bench.jobs.of('resume').length === 1);
    bench.jobs.of('resume')[0]!.tell(madeEpoch(2));
    for (const news of [early, late])
      await until(() => news.some((one) => one.kind === 'epoch' && one.epoch.epoch === 2));
    expect([lastState(early), lastState(late)]).toEqual(['running', 'running']);
  });

  it('a run that has no folder yet is found by a page that comes at once', async () => {
    const { run } = await started();
    await bench.desk.close();
    bench.jobs = fakeJobs();
    bench.desk = newDesk();
    void bench.desk.goOn();
    await bench.desk.pause(of(run));
    expect(stateOf(run)).not.toBe('waiting');
  });
});

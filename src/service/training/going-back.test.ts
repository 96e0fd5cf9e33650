import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPaths } from '../../engine/training/run-folder.ts';
import { snapshotList } from '../../engine/training/snapshots.ts';
import { madeEpoch } from './fixtures/fake-jobs.ts';
import { makeRun, runIn } from './fixtures/made-run.ts';
import { failure, lastState, of, trainingBench, until } from './fixtures/training-bench.ts';

const bench = trainingBench();
const { newsOf, stateOf } = bench;

/** A finished run that kept two snapshots. */
function finishedRun(): string {
  const folder = runIn(bench.folder, 'before');
  makeRun(folder, { correct: 3 });
  const { checkpoints } = runPaths(folder);
  mkdirSync(checkpoints, { recursive: true });
  const snapshots = [
    { step: 4, phase: 0, epoch: 1, best: null },
    { step: 8, phase: 0, epoch: 2, best: null },
  ];
  writeFileSync(join(checkpoints, snapshotList), JSON.stringify({ schemaVersion: 1, snapshots }));
  return 'before';
}

it('a finished run goes on from a snapshot that it kept', async () => {
  const run = finishedRun();
  const kept = await bench.desk.snapshots(of(run));
  expect(kept.map(({ step, epoch }) => [step, epoch])).toEqual([
    [4, 1],
    [8, 2],
  ]);
  await expect(bench.desk.resume(of(run))).rejects.toMatchObject({ code: 'run-finished' });
  await bench.desk.resume({ ...of(run), snapshot: 4 });
  await until(() => bench.jobs.of('resume').length === 1);
  expect(bench.jobs.of('resume')[0]!.request).toMatchObject({ snapshot: 4 });
  expect(stateOf(run)).toBe('training');
});

it('it goes back once: a job that follows a crash goes on from where that one was', async () => {
  const run = finishedRun();
  await bench.desk.resume({ ...of(run), snapshot: 4 });
  await until(() => bench.jobs.of('resume').length === 1);
  const first = bench.jobs.of('resume')[0]!;
  first.tell({ kind: 'notice', notice: { code: 'went-back', step: 4, phase: 0, epoch: 1 } });
  first.tell(madeEpoch(2));
  await until(() => bench.desk.liveRuns('made')[0]?.summary.epochs === 2);
  first.end(failure('job-crashed'));
  await until(() => bench.jobs.of('resume').length === 2);
  expect(bench.jobs.of('resume')[1]!.request).not.toHaveProperty('snapshot');
});

it('a job that ended before it had gone back is asked for it again', async () => {
  const run = finishedRun();
  await bench.desk.resume({ ...of(run), snapshot: 8 });
  await until(() => bench.jobs.of('resume').length === 1);
  bench.jobs.of('resume')[0]!.end(failure('job-crashed'));
  await until(() => bench.jobs.of('resume').length === 2);
  expect(bench.jobs.of('resume')[1]!.request).toMatchObject({ snapshot: 8 });
});

it('a snapshot that is not there is named, and nothing begins', async () => {
  const run = finishedRun();
  await expect(bench.desk.resume({ ...of(run), snapshot: 5 })).rejects.toMatchObject({
    code: 'snapshot-not-found',
    facts: { step: 5, known: [4, 8] },
  });
  expect(bench.jobs.of('resume')).toHaveLength(0);
});

it('a page that looks on sees the epochs that are learned anew, and no others', async () => {
  const run = finishedRun();
  const news = newsOf(run);
  await bench.desk.resume({ ...of(run), snapshot: 4 });
  await until(() => bench.jobs.of('resume').length === 1);
  await until(() => lastState(news) === 'running');
  const job = bench.jobs.of('resume')[0]!;
  job.tell({ kind: 'notice', notice: { code: 'went-back', step: 4, phase: 0, epoch: 1 } });
  await until(() => news.at(-1)?.kind === 'all' && bench.desk.liveRuns('made')[0]?.summary.epochs === 1);
  expect(news.at(-1)).toMatchObject({ kind: 'all', epochs: [{ epoch: 1 }], view: { epoch: 1, phase: 0 } });
  job.tell(madeEpoch(2));
  await until(() => news.some((one) => one.kind === 'epoch' && one.epoch.epoch === 2));
});

it('where the job ended before it, going on still goes back, and stopping does not', async () => {
  const run = finishedRun();
  await bench.desk.resume({ ...of(run), snapshot: 4 });
  await until(() => bench.jobs.of('resume').length === 1);
  bench.jobs.of('resume')[0]!.end(failure('disk-full'));
  await until(() => stateOf(run) === 'paused');
  await bench.desk.resume(of(run));
  await until(() => bench.jobs.of('resume').length === 2);
  expect(bench.jobs.of('resume')[1]!.request).toMatchObject({ snapshot: 4 });
  bench.jobs.of('resume')[1]!.end(failure('disk-full'));
  await until(() => stateOf(run) === 'paused');
  await bench.desk.stop(of(run));
  await until(() => bench.jobs.of('resume').length === 3);
  expect(bench.jobs.of('resume')[2]!.request).not.toHaveProperty('snapshot');
});

it('a service that starts again goes back where the one before it was to', async () => {
  const run = finishedRun();
  await bench.desk.resume({ ...of(run), snapshot: 8 });
  await until(() => bench.jobs.of('resume').length === 1);
  await bench.desk.close();
  bench.desk = bench.newDesk();
  expect((await bench.desk.goOn()).map((resumed) => resumed.run)).toEqual([run]);
  await until(() => bench.jobs.of('resume').length === 2);
  expect(bench.jobs.of('resume')[1]!.request).toMatchObject({ snapshot: 8 });
});

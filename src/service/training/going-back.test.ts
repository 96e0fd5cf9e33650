import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPaths } from '../../engine/training/run-folder.ts';
import { snapshotList } from '../../engine/training/snapshots.ts';
import { madeEpoch } from './fixtures/fake-jobs.ts';
import { makeRun, runIn } from './fixtures/made-run.ts';
import { failure, of, trainingBench, until } from './fixtures/training-bench.ts';

const bench = trainingBench();
const { stateOf } = bench;

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
  first.tell({ kind: 'notice', notice: { code: 'went-back', step: 4 } });
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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noUploads } from '../fixtures/no-uploads.ts';
import { keepMeasured } from '../../engine/evaluation/methods/testing-file.ts';
import type { TestNews } from '../../shared/app/test-view.ts';
import type { MeasuredMethod } from '../../shared/test-methods.ts';
import { fakeJobs, type FakeJobs } from '../training/fixtures/fake-jobs.ts';
import { madeProject } from '../training/fixtures/made-project.ts';
import { makeRun, runIn } from '../training/fixtures/made-run.ts';
import { until } from '../training/fixtures/training-bench.ts';
import { createRunService } from './run-service.ts';

const plain: MeasuredMethod = {
  method: 'plain',
  scales: [],
  pictures: 1,
  count: 4,
  correct: 3,
  loss: 0.4,
  photosPerSecond: 9,
  againstPlain: null,
};
let folder: string;
let jobs: FakeJobs;
let runs: ReturnType<typeof createRunService>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-run-tests-'));
  jobs = fakeJobs();
  const project = madeProject(folder);
  makeRun(runIn(folder, 'run'), { correct: 3 });
  runs = createRunService({
    requireAllowed: () => Promise.resolve(),
    projects: { open: () => Promise.resolve(project) },
    live: { liveRuns: () => [], forget: () => Promise.resolve() },
    uploads: noUploads,
    startJob: jobs.startJob,
  });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = { project: 'made', run: 'run' };
const input = { ...run, methods: ['flip', 'dense+flip'], scales: [192, 256], others: ['other'] };

/** What a watcher is told, and how its watching ended. */
function watched(signal: AbortSignal): { readonly news: TestNews[]; readonly ended: Promise<unknown> } {
  const news: TestNews[] = [];
  const ended = (async () => {
    for await (const one of runs.test(input, signal)) news.push(one);
    return 'done';
  })().catch((error: unknown) => error);
  return { news, ended };
}

describe('testing a run in other ways', () => {
  it('tells how far the job is, and what came of it', async () => {
    const { news, ended } = watched(new AbortController().signal);
    await until(() => jobs.started.length === 1);
    const job = jobs.started[0]!;
    expect(job.request).toEqual({
      job: 'test-methods',
      run: runIn(folder, 'run'),
      wish: { methods: input.methods, scales: [192, 256], ensemble: [runIn(folder, 'other')] },
    });
    job.tell({ kind: 'stage', stage: 'preparing-gpu', total: null, unit: 'steps' });
    job.tell({ kind: 'progress', stage: 'testing', done: 2, total: 12, rate: 1 });
    job.end({ kind: 'result', result: { methods: [plain] } });
    expect(await ended).toBe('done');
    expect(news).toEqual([
      { kind: 'computing', stage: 'preparing-gpu', done: 0, total: null },
      { kind: 'computing', stage: 'testing', done: 2, total: 12 },
      { kind: 'tested', methods: [plain] },
    ]);
  });

  it('ends its job where nobody watches any more', async () => {
    const watching = new AbortController();
    const { ended } = watched(watching.signal);
    await until(() => jobs.started.length === 1);
    watching.abort();
    await ended;
    expect(jobs.started[0]!.asked).toContain('cancel');
  });

  it('passes on why a method is not possible', async () => {
    const { ended } = watched(new AbortController().signal);
    await until(() => jobs.started.length === 1);
    const facts = { method: 'dense', reason: 'head', size: 64 };
    jobs.started[0]!.end({ kind: 'error', error: { code: 'method-not-possible', facts } });
    expect(await ended).toMatchObject({ code: 'method-not-possible', facts });
  });

  it('shows what was measured before, and nothing where nothing was', async () => {
    expect(await runs.tested(run)).toEqual([]);
    await keepMeasured(runIn(folder, 'run'), [plain]);
    expect(await runs.tested(run)).toEqual([plain]);
  });
});

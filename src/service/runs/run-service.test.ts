import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noUploads } from '../fixtures/no-uploads.ts';
import type { RunSummary } from '../../shared/app/run-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobRequest, RequestOf } from '../../shared/job-requests.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { madeEpoch } from '../training/fixtures/fake-jobs.ts';
import { madeProject } from '../training/fixtures/made-project.ts';
import { makeRun, runIn } from '../training/fixtures/made-run.ts';
import type { LiveRun } from './live-runs.ts';
import { moveAside } from './move-to-trash.ts';
import { createRunService } from './run-service.ts';

let folder: string;
let project: ReturnType<typeof madeProject>;
let live: LiveRun[];
let asked: JobRequest | null;
let runs: ReturnType<typeof createRunService>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-runs-'));
  project = madeProject(folder);
  live = [];
  asked = null;
  runs = createRunService({
    projects: { open: () => Promise.resolve(project) },
    requireAllowed: () => Promise.resolve(),
    live: {
      liveRuns: () => live,
      forget: (_, run) =>
        live.some((one) => one.run === run && one.state === 'training')
          ? Promise.reject(new ThawError('run-in-use', { run }))
          : Promise.resolve(),
    },
    uploads: noUploads,
    trash: moveAside,
    runJob: <Result>(request: JobRequest) => {
      asked = request;
      const { out } = request as RequestOf<'report'>;
      writeFileSync(out, 'a report');
      return Promise.resolve({ out } as Result);
    },
  });
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const of = (run: string) => ({ project: 'made', run });
const listed = async (): Promise<readonly RunSummary[]> => (await runs.runsOf(project)).runs;

function liveRun(run: string, state: LiveRun['state']): LiveRun {
  const summary = {
    run,
    state,
    name: 'scratch',
    recipe: 'scratch',
    kind: 'scratch',
    epochs: 2,
    epochsPlanned: 3,
    folds: null,
    createdAt: '2026-01-09T00:00:00.000Z',
  } as const;
  return { run, state, summary };
}

describe('the runs of a project', () => {
  it('are listed newest first, with what each came to', async () => {
    makeRun(runIn(folder, 'older'), { correct: 3, createdAt: '2026-01-01T00:00:00.000Z' });
    makeRun(runIn(folder, 'newer'), { recipe: recipeByName('two-phase'), epochs: [madeEpoch(1)] });
    makeRun(runIn(folder, 'stopped'), {
      recipe: recipeByName('frozen'),
      correct: 4,
      stoppedAt: 2,
      createdAt: '2025-12-01T00:00:00.000Z',
    });
    expect(await listed()).toMatchObject([
      {
        run: 'newer',
        name: 'two-phase',
        kind: 'thawed',
        state: 'paused',
        epochs: 1,
        epochsPlanned: 130,
        score: null,
      },
      {
        run: 'older',
        kind: 'scratch',
        state: 'finished',
        epochs: 3,
        score: { correct: 3, count: 4 },
        seconds: 6,
      },
      { run: 'stopped', kind: 'frozen', state: 'finished', epochs: 2 },
    ]);
    expect(await runs.bestScore(project.runsFolder)).toEqual({ correct: 4, count: 4 });
  });

  it('show a damaged one as failed, and nothing that is no run', async () => {
    makeRun(runIn(folder, 'whole'), { correct: 3 });
    makeRun(runIn(folder, 'damaged'), { correct: 3 });
    writeFileSync(join(runIn(folder, 'damaged'), 'config.json'), '{ torn');
    mkdirSync(runIn(folder, 'empty'));
    mkdirSync(runIn(folder, '.aside'));
    writeFileSync(join(project.runsFolder, 'note.txt'), 'mine');
    expect((await listed()).map(({ run, state }) => [run, state])).toEqual([
      ['damaged', 'failed'],
      ['whole', 'finished'],
    ]);
    await expect(runs.get(of('damaged'))).rejects.toMatchObject({ code: 'run-file-damaged' });
  });

  it('follow what changes on disk, a torn last line included', async () => {
    makeRun(runIn(folder, 'growing'), { epochs: [] });
    expect(await listed()).toMatchObject([{ epochs: 0, state: 'paused' }]);
    makeRun(runIn(folder, 'growing'), { epochs: [madeEpoch(1), madeEpoch(2)] });
    writeFileSync(
      join(runIn(folder, 'growing'), 'metrics.jsonl'),
      `${JSON.stringify(madeEpoch(1))}\n{"kind":"ep`,
    );
    expect(await listed()).toMatchObject([{ epochs: 1 }]);
    makeRun(runIn(folder, 'growing'), { correct: 2 });
    expect(await listed()).toMatchObject([{ epochs: 3, state: 'finished' }]);
  });

  it('are joined with those that train or wait, with a folder or not yet', async () => {
    makeRun(runIn(folder, 'training'), { epochs: [madeEpoch(1)] });
    live = [liveRun('training', 'training'), liveRun('waiting', 'waiting')];
    expect(await runs.runsOf(project)).toMatchObject({
      activeRun: 'training',
      runs: [
        { run: 'training', state: 'training', epochs: 2 },
        { run: 'waiting', state: 'waiting', score: null },
      ],
    });
  });
});

describe('a run', () => {
  it('is told whole, and marks the results as seen', async () => {
    makeRun(runIn(folder, 'one'), {
      correct: 3,
      epochs: [madeEpoch(1, 0.5), madeEpoch(2, 0.2), madeEpoch(3, 0.4)],
    });
    expect(project.file.resultsSeen).toBe(false);
    const view = await runs.get(of('one'));
    expect(view).toMatchObject({
      folder: runIn(folder, 'one'),
      bestEpoch: 2,
      counts: { train: 14, validation: 6, test: 4 },
      timings: { training: 5, evaluating: 1 },
      environment: { node: 'v24' },
      test: { correct: 3 },
      stoppedAt: null,
      notes: '',
    });
    expect(view.bytes).toBeGreaterThan(1000);
    expect(project.file.resultsSeen).toBe(true);
  });

  it('comes with advice, by what its own files and the project tell', async () => {
    makeRun(runIn(folder, 'one'), { correct: 3 });
    const { advice } = await runs.get(of('one'));
    expect(advice?.map(({ kind }) => kind)).toContain('few-photos');
    makeRun(runIn(folder, 'two'), { epochs: [madeEpoch(1)] });
    expect((await runs.get(of('two'))).advice).toBeNull();
  });

  it('is reported by a job, whose file is then gone', async () => {
    makeRun(runIn(folder, 'one'), { correct: 3 });
    expect(Buffer.from(await runs.report(of('one'), 'zh-CN')).toString()).toBe('a report');
    expect(asked).toMatchObject({ job: 'report', run: runIn(folder, 'one'), language: 'zh-CN', twins: null });
    expect(existsSync((asked as { out: string }).out)).toBe(false);
  });

  it('that is not finished has not shown its results', async () => {
    makeRun(runIn(folder, 'one'), { epochs: [madeEpoch(1)] });
    await runs.get(of('one'));
    expect(project.file.resultsSeen).toBe(false);
  });

  it('that was stopped counts the epochs of its model only', async () => {
    const epochs = [madeEpoch(1, 0.5), madeEpoch(2, 0.4), madeEpoch(3, 0.1)];
    makeRun(runIn(folder, 'one'), { correct: 3, epochs, stoppedAt: 2 });
    expect(await runs.get(of('one'))).toMatchObject({ bestEpoch: 2, stoppedAt: 2 });
  });

  it('carries its name and notes in its own folder', async () => {
    makeRun(runIn(folder, 'one'), { correct: 3 });
    await runs.rename({ ...of('one'), name: 'Best so far' });
    await runs.setNotes({ ...of('one'), notes: 'more light' });
    expect(await runs.get(of('one'))).toMatchObject({
      summary: { name: 'Best so far' },
      notes: 'more light',
    });
    expect(await listed()).toMatchObject([{ name: 'Best so far' }]);
    expect(readFileSync(join(runIn(folder, 'one'), 'about.json'), 'utf8')).toContain('more light');
    await expect(runs.rename({ ...of('none'), name: 'x' })).rejects.toMatchObject({ code: 'run-not-found' });
  });

  it('goes to the trash, but not while it trains', async () => {
    makeRun(runIn(folder, 'one'), { correct: 3 });
    live = [liveRun('one', 'training')];
    await expect(runs.trash(of('one'))).rejects.toMatchObject({ code: 'run-in-use' });
    expect(existsSync(runIn(folder, 'one'))).toBe(true);
    live = [];
    await runs.trash(of('one'));
    expect(existsSync(runIn(folder, 'one'))).toBe(false);
    await expect(runs.trash(of('one'))).rejects.toMatchObject({ code: 'run-not-found' });
    await expect(runs.trash(of('..'))).rejects.toMatchObject({ code: 'run-not-found' });
  });
});

describe('the answers of a run', () => {
  const ask = {
    ...of('one'),
    part: 'test',
    className: null,
    answer: null,
    mistakesOnly: false,
    offset: 0,
    limit: 10,
  } as const;

  beforeEach(() => {
    makeRun(runIn(folder, 'one'), { correct: 2 });
  });

  it('come in the order of the split, page by page', async () => {
    const all = await runs.answers(ask);
    expect(all).toMatchObject({
      total: 4,
      answers: [
        { path: 'test/apple/0.png', className: 'apple', answer: 'apple', probability: 0.95 },
        { path: 'test/apple/1.png' },
        { path: 'test/berry/0.png' },
        { path: 'test/berry/1.png' },
      ],
    });
    expect(all.answers[0]!.version).toHaveLength(12);
    expect(await runs.answers({ ...ask, offset: 1, limit: 2 })).toEqual({
      total: 4,
      answers: all.answers.slice(1, 3),
    });
  });

  it('show mistakes with the most certain first, and a cell of the matrix', async () => {
    const mistakes = await runs.answers({ ...ask, mistakesOnly: true });
    expect(mistakes.answers.map(({ path, probability }) => [path, probability])).toEqual([
      ['test/berry/0.png', 0.75],
      ['test/berry/1.png', 0.65],
    ]);
    expect(await runs.answers({ ...ask, className: 'berry', answer: 'apple' })).toEqual(mistakes);
    expect((await runs.answers({ ...ask, className: 'berry', answer: 'berry' })).total).toBe(0);
  });

  it('are read anew after the results were replaced; an older run has none', async () => {
    await runs.answers(ask);
    makeRun(runIn(folder, 'one'), { correct: 4 });
    expect((await runs.answers({ ...ask, mistakesOnly: true })).total).toBe(0);
    makeRun(runIn(folder, 'older'), { correct: 3 });
    rmSync(join(runIn(folder, 'older'), 'answers.json'));
    expect(await runs.answers({ ...ask, run: 'older' })).toEqual({ total: 0, answers: [] });
  });
});

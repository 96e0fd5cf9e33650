import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRun, runPaths } from '../../engine/training/run-folder.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { ModelAsk } from '../../shared/job-asks.ts';
import { schemaVersion } from '../../shared/run-files.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import type { OngoingAnswer } from '../predictions/warm-model.ts';
import type { Project } from '../projects/project.ts';
import { makeRun } from '../training/fixtures/made-run.ts';
import { createLikenessService } from './create-likeness-service.ts';

const never = new AbortController().signal;
let folder: string;
let run: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-likeness-'));
  run = join(folder, 'runs', 'one');
  makeRun(run, { correct: 3 });
  mkdirSync(runPaths(run).model);
  const model = {
    schemaVersion,
    classes: ['apple', 'berry'],
    image: { size: 64, fit: 'stretch' },
    network: { kind: 'small-convnet', units: 8, dropout: 0 },
    weightsSha256: 'w',
  };
  writeFileSync(join(runPaths(run).model, 'network.json'), JSON.stringify(model));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const store = {
  open: () =>
    Promise.resolve({
      runsFolder: join(folder, 'runs'),
      photoFile: (path: string) => Promise.resolve(join('/photos', path)),
    } as unknown as Project),
};
const asked = {
  find: (id: string) => ({ path: `/asked/${id}`, name: id, project: 'p', run, answer: null, evidence: null }),
};
const noModels = {
  ask: () => {
    throw new Error('not asked');
  },
};

/** A job that sends these events, then waits until it is cancelled. */
function jobOf(events: readonly JobEvent[], ended: () => void): RunningJob {
  const idle = () => undefined;
  let cancel: () => void = idle;
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  return {
    events: (async function* () {
      yield* events;
      await cancelled;
    })(),
    pid: 1,
    pause: idle,
    stop: idle,
    say: idle,
    kill: idle,
    cancel: () => {
      ended();
      cancel();
    },
  };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const seen: Item[] = [];
  for await (const item of items) seen.push(item);
  return seen;
}

describe('the map of a run', () => {
  it('is not made unless it is asked for', async () => {
    const service = createLikenessService({ store, models: noModels, asked });
    expect(await all(service.map({ project: 'p', run: 'one', compute: false }, never))).toEqual([
      { kind: 'none' },
    ]);
    await expect(all(service.map({ project: 'p', run: 'two', compute: false }, never))).rejects.toMatchObject(
      { code: 'run-not-found' },
    );
  });

  it('is made by a job that ends with who asks', async () => {
    let ended = 0;
    const gone = new AbortController();
    const events: JobEvent[] = [
      { kind: 'stage', stage: 'caching-features', total: 10, unit: 'photos' },
      { kind: 'progress', stage: 'caching-features', done: 4, total: 10, rate: null },
    ];
    const start = () => jobOf(events, () => (ended += 1));
    const service = createLikenessService({ store, models: noModels, asked, start });
    const seen: unknown[] = [];
    for await (const news of service.map({ project: 'p', run: 'one', compute: true }, gone.signal)) {
      seen.push(news);
      if (seen.length === 2) gone.abort();
    }
    expect(seen).toEqual([
      { kind: 'computing', stage: 'caching-features', done: 0, total: 10 },
      { kind: 'computing', stage: 'caching-features', done: 4, total: 10 },
    ]);
    expect(ended).toBeGreaterThan(0);
  });

  it('tells every photo’s place, class and answer once it is there', async () => {
    const { dataset } = await openRun(run);
    const positions = dataset.photos.map((_, index) => (index === 0 ? null : [0.25, 0.5]));
    writeFileSync(
      runPaths(run).map,
      JSON.stringify({ schemaVersion, weightsSha256: 'w', seed: 1, positions }),
    );
    const service = createLikenessService({ store, models: noModels, asked });
    const [news] = await all(service.map({ project: 'p', run: 'one', compute: false }, never));
    expect(news).toMatchObject({ kind: 'map', map: { classes: ['apple', 'berry'], leftOut: 1 } });
    const points = news?.kind === 'map' ? news.map.points : [];
    expect(points).toHaveLength(dataset.photos.length - 1);
    const measured = points.filter(({ part }) => part === 'test');
    expect(measured.filter(({ classIndex, answerIndex }) => classIndex !== answerIndex)).toHaveLength(1);
    expect(
      points.filter(({ part }) => part === 'train').every(({ answerIndex }) => answerIndex === null),
    ).toBe(true);
  });
});

it('asks the model for training photos like one that was asked about, or one of the project', async () => {
  const asks: ModelAsk[] = [];
  const answers: OngoingAnswer[] = [
    { kind: 'computing', stage: 'reading-photos', done: 1, total: 2 },
    {
      kind: 'similar',
      photos: [{ path: 'apple/1.png', sha256: '0123456789abcdef', className: 'apple', similarity: 0.5 }],
    },
  ];
  const models = {
    async *ask(_: string, ask: ModelAsk) {
      asks.push(ask);
      yield* await Promise.resolve(answers);
    },
  };
  const service = createLikenessService({ store, models, asked });
  const input = { project: 'p', run: 'one', compute: true };
  expect(await all(service.similar({ ...input, photo: { kind: 'asked', id: 'a' } }, never))).toEqual([
    { kind: 'computing', stage: 'reading-photos', done: 1, total: 2 },
    {
      kind: 'similar',
      photos: [{ path: 'apple/1.png', version: '0123456789ab', className: 'apple', similarity: 0.5 }],
    },
  ]);
  await all(service.similar({ ...input, compute: false, photo: { kind: 'photo', path: 'b.png' } }, never));
  expect(asks).toEqual([
    { kind: 'similar', path: '/asked/a', count: 5, compute: true },
    { kind: 'similar', path: '/photos/b.png', count: 5, compute: false },
  ]);
});

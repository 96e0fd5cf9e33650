import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeJobs } from './fixtures/fake-jobs.ts';
import { madeProject, smallRecipe } from './fixtures/made-project.ts';
import { newRunInHand } from './open-run-in-hand.ts';
import type { RunInHand } from './run-in-hand.ts';
import { openSpeeds } from './speeds.ts';
import { createTrainingQueue } from './training-queue.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-queue-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function hand(run: string): RunInHand {
  return newRunInHand(madeProject(folder), {
    project: 'made',
    run,
    recipe: smallRecipe(),
    state: 'waiting',
    changes: [],
    seed: 3,
    folds: null,
    startFrom: null,
    name: null,
    createdAt: '2026-01-02T00:00:00.000Z',
    error: null,
  });
}

it('takes a run once, at work as well as waiting', async () => {
  const { startJob, started } = fakeJobs();
  const queue = createTrainingQueue({
    startJob,
    speeds: openSpeeds(folder),
    device: () => Promise.resolve(null),
    changed: () => undefined,
  });
  const [first, second] = [hand('first'), hand('second')];
  queue.add(first);
  queue.add(second);
  queue.add(second);
  await expect.poll(() => started.length).toBe(1);
  queue.add(first);
  expect(first.state.state).toBe('running');

  const paused = { kind: 'error', error: { code: 'paused', facts: { run: '' } } } as const;
  started[0]!.end(paused);
  await expect.poll(() => started.length).toBe(2);
  started[1]!.end(paused);
  await queue.atRest(second);
  await wait(50);
  expect(started).toHaveLength(2);
  expect(queue.current).toBeNull();
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningJob } from '../jobs/run-job.ts';
import { startFakeModel } from './fixtures/start-fake-model.ts';
import type { OngoingAnswer } from './warm-model.ts';
import { createWarmModels, type WarmModels } from './warm-models.ts';

let folder: string;
let run: string;
let started: RunningJob[];
let models: WarmModels;
const never = new AbortController().signal;
const start = (of: string): RunningJob => {
  const job = startFakeModel(of);
  started.push(job);
  return job;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-warm-'));
  run = await makeRun('run');
  started = [];
  models = createWarmModels({ start });
});
afterEach(async () => {
  await models.close();
  expect(started.filter(({ pid }) => isAlive(pid!))).toEqual([]);
  await rm(folder, { recursive: true });
});

async function makeRun(name: string): Promise<string> {
  const made = join(folder, name);
  await mkdir(join(made, 'model'), { recursive: true });
  await writeFile(join(made, 'model', 'network.json'), '{}');
  return made;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++) await wait(10);
  expect(condition()).toBe(true);
}

async function score(paths: readonly string[], signal = never, of = run): Promise<OngoingAnswer[]> {
  const answers: OngoingAnswer[] = [];
  for await (const answer of models.ask(of, { kind: 'score', paths: [...paths] }, signal))
    answers.push(answer);
  return answers;
}

/** Which process answered. */
async function pidOf(of = run): Promise<number> {
  const [answer] = await score(['/a/cat.jpg'], never, of);
  return answer?.kind === 'photo' ? answer.width : 0;
}

describe('a warm model', () => {
  it('answers every photo of an ask and stays open for the next', async () => {
    expect(models.isOpen(run)).toBe(false);
    const answers = await score(['/a/cat.jpg', '/a/damaged.jpg', '/a/dog.jpg']);
    expect(answers.map((answer) => answer.kind)).toEqual(['photo', 'skipped', 'photo']);
    expect(answers[2]).toMatchObject({ index: 2, label: 'dogs', probabilities: { cats: 0.25, dogs: 0.75 } });
    expect(models.isOpen(run)).toBe(true);
    expect(await pidOf()).toBe(started[0]!.pid);
    expect(started).toHaveLength(1);
  });

  it('answers asks side by side, each its own', async () => {
    const why = models.ask(run, { kind: 'why', path: '/a/1.jpg', className: 'cats' }, never);
    const [scores, heat] = await Promise.all([score(['/a/cat.jpg']), why.next()]);
    expect(scores).toHaveLength(1);
    const png = (heat.value as Extract<OngoingAnswer, { kind: 'heat' }>).png;
    expect(Buffer.from(png).toString()).toBe(`${started[0]!.pid} 1.jpg cats`);
    expect(started).toHaveLength(1);
  });

  it('cancels one ask and leaves the others alone', async () => {
    const abort = new AbortController();
    const hanging = score(['/a/cat.jpg', '/a/hang.jpg'], abort.signal);
    await pidOf();
    abort.abort();
    await expect(hanging).rejects.toMatchObject({ code: 'cancelled' });
    await expect(score(['/a/cat.jpg'], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(await pidOf()).toBe(started[0]!.pid);
  });

  it('ends the open asks of a process that crashes; the next ask starts another', async () => {
    const hanging = score(['/a/hang.jpg']);
    const crashing = score(['/a/crash.jpg']);
    const crash = {
      code: 'job-crashed',
      facts: { job: 'open-model', exitCode: 134, detail: 'std::logic_error' },
    };
    await expect(hanging).rejects.toMatchObject(crash);
    await expect(crashing).rejects.toMatchObject(crash);
    expect(models.isOpen(run)).toBe(false);
    expect(await pidOf()).toBe(started[1]!.pid);
  });

  it('says why a run cannot be opened, and tries again at the next ask', async () => {
    const empty = join(folder, 'no-model');
    const refused = { code: 'run-has-no-model' };
    await expect(score(['/a/cat.jpg'], never, empty)).rejects.toMatchObject(refused);
    await expect(score(['/a/cat.jpg'], never, empty)).rejects.toMatchObject(refused);
    expect(started).toHaveLength(2);
  });
});

describe('a model’s process', () => {
  it('ends when nobody asked for a while', async () => {
    models = createWarmModels({ start, idleFor: 100 });
    await pidOf();
    await until(() => !isAlive(started[0]!.pid!));
    expect(models.isOpen(run)).toBe(false);
    await pidOf();
    expect(started).toHaveLength(2);
  });

  it('does not end under an ask, however long it takes', async () => {
    models = createWarmModels({ start, idleFor: 50 });
    const abort = new AbortController();
    const hanging = score(['/a/hang.jpg'], abort.signal);
    await pidOf();
    await wait(200);
    expect(isAlive(started[0]!.pid!)).toBe(true);
    abort.abort();
    await expect(hanging).rejects.toMatchObject({ code: 'cancelled' });
    await until(() => !isAlive(started[0]!.pid!));
  });

  it('ends when its run is released; what is asked is cancelled', async () => {
    const hanging = score(['/a/hang.jpg']);
    await pidOf();
    await Promise.all([models.release(run), expect(hanging).rejects.toMatchObject({ code: 'cancelled' })]);
    expect(isAlive(started[0]!.pid!)).toBe(false);
  });

  it('gives way to another where the run has another model now', async () => {
    await pidOf();
    await writeFile(join(run, 'model', 'network.json'), '{"another": true}');
    expect(await pidOf()).toBe(started[1]!.pid);
  });

  it('gives way to that of another run, but not while it is asked', async () => {
    const [other, third] = [await makeRun('other'), await makeRun('third')];
    const abort = new AbortController();
    const hanging = score(['/a/hang.jpg'], abort.signal);
    // The disk is asked before a process starts, and need not answer in order.
    await until(() => started.length === 1);
    await pidOf(other);
    await pidOf(third);
    await until(() => !isAlive(started[1]!.pid!));
    expect(started.map(({ pid }) => isAlive(pid!))).toEqual([true, false, true]);
    abort.abort();
    await expect(hanging).rejects.toMatchObject({ code: 'cancelled' });
  });
});

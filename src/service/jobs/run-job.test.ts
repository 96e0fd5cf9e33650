import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../shared/job-events.ts';
import { runJob, startJob } from './run-job.ts';

const entry = fileURLToPath(new URL('./fixtures/fake-job.mjs', import.meta.url));
const request = (way: string) => ({ job: 'scan', folder: way }) as const;

async function allEvents(way: string, act?: (job: ReturnType<typeof startJob>) => void): Promise<JobEvent[]> {
  const job = startJob(request(way), { entry, grace: 200 });
  const events: JobEvent[] = [];
  for await (const event of job.events) {
    if (events.push(event) === 1) act?.(job);
  }
  return events;
}

describe('runJob', () => {
  it('shows the events and resolves with the result', async () => {
    const seen: JobEvent[] = [];
    const result = await runJob(request('answer'), (event) => seen.push(event), { entry });
    expect(result).toEqual({ photos: 2 });
    expect(seen.map(({ kind }) => kind)).toEqual(['stage', 'progress']);
    expect(seen[1]).toMatchObject({ rate: null });
  });

  it("throws the job's own error", async () => {
    await expect(runJob(request('refuse'), undefined, { entry })).rejects.toMatchObject({
      code: 'folder-not-found',
      facts: { folder: '/no' },
    });
  });

  it('tells a crash with its exit code and last words', async () => {
    await expect(runJob(request('exit'), undefined, { entry })).rejects.toMatchObject({
      code: 'job-crashed',
      facts: { job: 'scan', exitCode: 134, signal: null, detail: 'pure virtual method called' },
    });
  });

  it('tells that memory ran out where a library ended the job for it', async () => {
    await expect(runJob(request('exhausted'), undefined, { entry })).rejects.toMatchObject({
      code: 'out-of-memory',
      facts: { detail: 'FATAL ERROR: Zone Allocation failed - process out of memory' },
    });
  });

  it('tells a kill from outside with its signal', async () => {
    await expect(runJob(request('killed'), undefined, { entry })).rejects.toMatchObject({
      code: 'job-crashed',
      facts: { exitCode: null, signal: 'SIGKILL' },
    });
  });

  it('ends a job that never finds the end of a model file of another program', async () => {
    const file = '/pets.h5';
    const reading = { job: 'import-weights', base: 'endless', file } as const;
    await expect(runJob(reading, undefined, { entry, patience: 300 })).rejects.toMatchObject({
      code: 'model-file-endless',
      facts: { file, seconds: 1 },
    });
  });

  it('ends a job that sends what is no event', async () => {
    await expect(runJob(request('nonsense'), undefined, { entry })).rejects.toMatchObject({
      code: 'unexpected',
    });
  });

  it('does not wait for a process that hangs after its result', async () => {
    expect(await allEvents('linger')).toEqual([{ kind: 'result', result: 1 }]);
  });

  it('refuses a program that is not there', async () => {
    await expect(runJob(request('answer'), undefined, { entry: '/no/job.js' })).rejects.toMatchObject({
      code: 'job-crashed',
    });
  });
});

describe('startJob', () => {
  it('pauses', async () => {
    const events = await allEvents('wait', (job) => {
      job.pause();
    });
    expect(events.at(-1)).toMatchObject({ kind: 'error', error: { code: 'paused', facts: { epoch: 3 } } });
  });

  it('cancels, and kills what does not listen', async () => {
    for (const way of ['wait', 'stubborn']) {
      const events = await allEvents(way, (job) => {
        job.cancel();
        job.cancel();
      });
      expect(events.at(-1)).toEqual({ kind: 'error', error: { code: 'cancelled', facts: { run: null } } });
    }
  });
});

import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useTemporaryHome, type TemporaryHome } from '../../../test/temporary-home.ts';
import type { DeviceView } from '../../shared/app/work-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';
import { thawVersion } from '../../shared/version.ts';
import { openCrashNotes, type CrashNotes } from '../diagnostics/crash-notes.ts';
import { eventQueue } from '../jobs/event-queue.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { openServiceLog } from '../log/service-log.ts';
import { createAppService, type ProbeDevice } from './app-service.ts';

const facts: BackendFacts = {
  backend: 'wasm',
  device: 'a processor',
  tensorflowVersion: null,
  bf16: 'none',
  vector: [],
  passedOver: [
    { backend: 'tensorflow', reason: 'it was not set up' },
    { backend: 'webgpu', reason: 'there is no GPU' },
  ],
  secondsToStart: 1,
};

let home: TemporaryHome;
let crashes: CrashNotes;
beforeEach(async () => {
  home = useTemporaryHome();
  crashes = await openCrashNotes(home.folder);
});
afterEach(async () => {
  await crashes.written();
  home.remove();
});

/** A job that tells these events and ends. */
function runningJob(told: readonly JobEvent[]): RunningJob {
  const events = eventQueue<JobEvent>();
  for (const event of told) events.push(event);
  events.end();
  return { events, cancel: vi.fn() } as unknown as RunningJob;
}

/** The first views that a watcher gets, until one is no longer `looking`. */
async function look(app: ReturnType<typeof createAppService>): Promise<string[]> {
  const kinds: string[] = [];
  for await (const view of app.watchDevice(new AbortController().signal)) {
    kinds.push(view.kind);
    if (view.kind !== 'looking') return kinds;
  }
  return kinds;
}

it('looks for the device once, when somebody wants to know', async () => {
  const probe = vi.fn<ProbeDevice>(() => Promise.resolve(facts));
  const app = createAppService({ crashes, probe });
  expect(probe).not.toHaveBeenCalled();
  const both = await Promise.all([look(app), look(app)]);
  expect(both.map((kinds) => kinds.at(-1))).toEqual(['found', 'found']);
  expect(await look(app)).toEqual(['found']);
  expect(probe).toHaveBeenCalledTimes(1);
  const view = (await app.watchDevice(new AbortController().signal)[Symbol.asyncIterator]().next())
    .value as DeviceView;
  expect(view).toMatchObject({ kind: 'found', facts });
  expect(view.kind === 'found' && view.cores > 0 && view.memoryBytes > 0).toBe(true);
});

it('tells why none was found, and looks again for the next who asks', async () => {
  const probe = vi
    .fn<ProbeDevice>()
    .mockRejectedValueOnce(new ThawError('job-crashed', { job: 'p', exitCode: 1, signal: null, detail: '' }))
    .mockResolvedValueOnce(facts);
  const app = createAppService({ crashes, probe });
  expect((await look(app)).at(-1)).toBe('failed');
  expect((await look(app)).at(-1)).toBe('found');
});

it('sets TensorFlow up, tells how far it is, and looks for the device again', async () => {
  const probe = vi
    .fn<ProbeDevice>()
    .mockResolvedValueOnce(facts)
    .mockResolvedValueOnce({ ...facts, backend: 'tensorflow' });
  const job = runningJob([
    { kind: 'stage', stage: 'downloading', total: 10, unit: 'bytes' },
    { kind: 'progress', stage: 'downloading', done: 4, total: 10, rate: 1 },
    { kind: 'result', result: {} },
  ]);
  const app = createAppService({ crashes, probe, startSetUp: () => job });
  await look(app);
  const seen: unknown[] = [];
  for await (const view of app.setUp(new AbortController().signal)) seen.push(view);
  expect(seen).toEqual([
    { kind: 'computing', stage: 'downloading', done: 0, total: 10 },
    { kind: 'computing', stage: 'downloading', done: 4, total: 10 },
  ]);
  const { value } = await app.watchDevice(new AbortController().signal)[Symbol.asyncIterator]().next();
  expect(value).toMatchObject({ kind: 'found', facts: { backend: 'tensorflow' } });
});

it('tells why TensorFlow could not be had, and leaves the device as it is', async () => {
  const probe = vi.fn<ProbeDevice>(() => Promise.resolve(facts));
  const error = new ThawError('runtime-unavailable', {
    tried: [{ way: 'pypi-wheel', reason: 'pip-missing' }],
  });
  const app = createAppService({
    crashes,
    probe,
    startSetUp: () => runningJob([{ kind: 'error', error: error.toPlain() }]),
  });
  await look(app);
  const stream = app.setUp(new AbortController().signal)[Symbol.asyncIterator]();
  await expect(stream.next()).rejects.toMatchObject({ code: 'runtime-unavailable' });
  expect(probe).toHaveBeenCalledTimes(1);
});

it('gives what helps to find a fault, and no more', async () => {
  const log = openServiceLog({ folder: join(home.folder, 'logs') });
  log.error({ err: new ThawError('photo-not-found', { path: 'cats/Bella.jpg' }) }, 'call failed');
  const app = createAppService({ crashes, probe: () => Promise.resolve(facts) });
  const text = await app.diagnostics(new AbortController().signal);
  expect(JSON.parse(text)).toMatchObject({
    kind: 'result',
    version: thawVersion,
    node: process.version,
    backend: 'wasm',
    ladder: [{ state: 'passed-over' }, { state: 'passed-over' }, { backend: 'wasm', state: 'taken' }],
    memory: { totalBytes: expect.any(Number) },
    disk: { homeFreeBytes: expect.any(Number), dataFreeBytes: expect.any(Number) },
    log: [expect.stringMatching(/^\d{4}-.* error call failed .*photo-not-found/)],
  });
  expect(text).not.toContain('Bella');
  expect(text).not.toContain(`"${homedir()}`);
});

it('gives it where no backend opens too', async () => {
  const error = new ThawError('backend-unavailable', { backend: 'auto', reason: 'none opens' });
  const app = createAppService({ crashes, probe: () => Promise.reject(error) });
  const told = JSON.parse(await app.diagnostics(new AbortController().signal)) as object;
  expect(told).toMatchObject({
    error: { code: 'backend-unavailable' },
    ladder: [],
    cores: expect.any(Number),
  });
});

it('says where projects lie on this machine', () => {
  const status = createAppService({ crashes }).status();
  expect(status.projectsFolder.endsWith('projects')).toBe(true);
  expect(status.platform).toBe(process.platform);
});

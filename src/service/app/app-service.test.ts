import { expect, it, vi } from 'vitest';
import type { DeviceView } from '../../shared/app/work-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { BackendFacts } from '../../shared/job-results.ts';
import { createAppService, type ProbeDevice } from './app-service.ts';

const facts = { backend: 'wasm', device: 'a processor' } as BackendFacts;

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
  const app = createAppService(probe);
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
  const app = createAppService(probe);
  expect((await look(app)).at(-1)).toBe('failed');
  expect((await look(app)).at(-1)).toBe('found');
});

it('says where projects lie on this machine', () => {
  const status = createAppService().status();
  expect(status.projectsFolder.endsWith('projects')).toBe(true);
  expect(status.platform).toBe(process.platform);
});

import { beforeEach, expect, it, vi } from 'vitest';
import type { ThawError as ThawErrorType } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { ComputeBackend } from './compute-backend.ts';
import type { openBackend } from './open-backend.ts';
import type { openLasting as OpenLasting } from './open-lasting.ts';

const gpu = 'arc a770';

/** A GPU that a process gave up stays given up: each test has a process's state of its own. */
let openLasting: typeof OpenLasting;
let errorOfGivenUpGpu: () => unknown;
let ThawError: typeof ThawErrorType;
let lost: ThawErrorType;
let short: ThawErrorType;
let events: JobEvent[];
let closed: string[];
beforeEach(async () => {
  vi.resetModules();
  ({ errorOfGivenUpGpu } = await import('./webgpu/given-up-gpu.ts'));
  ({ openLasting } = await import('./open-lasting.ts'));
  ({ ThawError } = await import('../../shared/errors/thaw-error.ts'));
  lost = new ThawError('gpu-lost', { gpu, detail: 'device removed' });
  short = new ThawError('out-of-memory', { work: gpu, detail: 'no room for 9 bytes' });
  events = [];
  closed = [];
});

const backendOf = (name: 'webgpu' | 'tensorflow'): ComputeBackend =>
  ({ name, facts: { device: name === 'webgpu' ? gpu : 'a processor' } }) as ComputeBackend;

const openBest: typeof openBackend = () =>
  Promise.resolve(backendOf(errorOfGivenUpGpu() ? 'tensorflow' : 'webgpu'));

function opened(backend: ComputeBackend): { readonly name: string; close: () => void } {
  const { name } = backend;
  return { name, close: () => closed.push(name) };
}

const open = (): ReturnType<typeof openLasting<ReturnType<typeof opened>>> =>
  openLasting(opened, (event) => events.push(event), openBest);

/** Fails on the GPU, and says where it was done else. */
const failing =
  (error: Error) =>
  ({ name }: { readonly name: string }): Promise<string> =>
    name === 'webgpu' ? Promise.reject(error) : Promise.resolve(name);

const told = (reason: string): unknown => ({
  kind: 'notice',
  notice: { code: 'gpu-left', gpu, reason, epoch: null },
});

it.each([
  ['lost', () => lost],
  ['memory', () => short],
] as const)(
  'does work once more on the processor where the GPU fails, and tells so: %s',
  async (reason, made) => {
    const error = made();
    const lasting = await open();
    expect(await lasting.use(({ name }) => Promise.resolve(name))).toBe('webgpu');
    expect(await lasting.use(failing(error))).toBe('tensorflow');
    expect(await lasting.use(failing(error))).toBe('tensorflow');
    expect(events).toEqual([told(reason)]);
    expect(closed).toEqual(['webgpu']);
    lasting.close();
    expect(closed).toEqual(['webgpu', 'tensorflow']);
  },
);

it('opens on the processor where the GPU fails while it is opened', async () => {
  const lasting = await openLasting(
    (backend) => (backend.name === 'webgpu' ? Promise.reject(lost) : opened(backend)),
    (event) => events.push(event),
    openBest,
  );
  expect(await lasting.use(({ name }) => Promise.resolve(name))).toBe('tensorflow');
  expect(events).toEqual([told('lost')]);
});

it('moves once for work that is under way side by side, and for what is opened later', async () => {
  const lasting = await open();
  const other = await open();
  // The second piece ends by another error: what it used is closed.
  let fail = (): void => undefined;
  const late = lasting.use(({ name }) =>
    name === 'tensorflow'
      ? Promise.resolve(name)
      : new Promise<string>((_, reject) => {
          fail = () => {
            reject(new Error('the tensor is disposed'));
          };
        }),
  );
  expect(await Promise.all([lasting.use(failing(lost)), lasting.use(failing(lost))])).toEqual([
    'tensorflow',
    'tensorflow',
  ]);
  fail();
  expect(await late).toBe('tensorflow');
  expect(await other.use(failing(lost))).toBe('tensorflow');
  expect(events).toEqual([told('lost')]);
  expect(closed).toEqual(['webgpu', 'webgpu']);
});

it('throws what else goes wrong, and leaves the GPU for nothing else', async () => {
  const lasting = await open();
  const broken = new ThawError('image-unreadable', { file: 'a.jpg', detail: '' });
  await expect(lasting.use(failing(broken))).rejects.toBe(broken);
  // The machine's own memory.
  const machine = new ThawError('out-of-memory', { work: 'frozen pass', detail: 'std::bad_alloc' });
  await expect(lasting.use(failing(machine))).rejects.toBe(machine);
  expect(await lasting.use(({ name }) => Promise.resolve(name))).toBe('webgpu');
  expect([events, closed]).toEqual([[], []]);
});

it('does work once alone on the processor, and throws what ends it there', async () => {
  const lasting = await open();
  const broken = new Error('broken');
  const work = vi.fn(({ name }: { readonly name: string }) =>
    Promise.reject(name === 'webgpu' ? lost : broken),
  );
  await expect(lasting.use(work)).rejects.toBe(broken);
  expect(work).toHaveBeenCalledTimes(2);
  await expect(lasting.use(work)).rejects.toBe(broken);
  expect(work).toHaveBeenCalledTimes(3);
});

it('asks nothing more of a GPU that other work gave up', async () => {
  const [lasting, other] = [await open(), await open()];
  await lasting.use(failing(lost));
  expect(closed).toEqual(['webgpu']);
  const work = vi.fn(({ name }: { readonly name: string }) => Promise.resolve(name));
  expect(await other.use(work)).toBe('tensorflow');
  expect(work).toHaveBeenCalledTimes(1);
  expect(closed).toEqual(['webgpu', 'webgpu']);
});

import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { superviseService, type SupervisorOptions } from './supervise-service.ts';

const entry = fileURLToPath(new URL('./fixtures/fake-service.mjs', import.meta.url));
const policy = { delays: [10], recoveredAfter: 60_000, mostDeaths: 3 };

function supervise(parameters: readonly string[], options: Partial<SupervisorOptions> = {}) {
  const onReady = vi.fn();
  const onDeath = vi.fn();
  const supervisor = superviseService({ entry, parameters, onReady, onDeath, policy, ...options });
  return { supervisor, onReady, onDeath };
}

it('tells where the service listens, and ends it when asked', async () => {
  const { supervisor, onReady, onDeath } = supervise(['stays', '7001']);
  await vi.waitFor(() => {
    expect(onReady).toHaveBeenCalledWith(expect.objectContaining({ port: 7001, token: 'token' }));
  });
  supervisor.stop();
  supervisor.stop();
  await supervisor.ended;
  expect(onDeath).not.toHaveBeenCalled();
});

it('gives up a service that dies again and again, with its last words', async () => {
  const { supervisor, onDeath } = supervise(['dies']);
  await expect(supervisor.ended).rejects.toMatchObject({
    code: 'service-fails',
    facts: { times: 3, detail: 'Error: no memory' },
  });
  expect(onDeath.mock.calls).toEqual([
    ['Error: no memory', 10],
    ['Error: no memory', 10],
  ]);
});

it('does not try again what was refused', async () => {
  const { supervisor, onDeath } = supervise(['refuses', '80']);
  await expect(supervisor.ended).rejects.toMatchObject({ code: 'port-taken', facts: { port: 80 } });
  expect(onDeath).not.toHaveBeenCalled();
});

it('ends with a service that was released and left by itself', async () => {
  const { supervisor, onReady, onDeath } = supervise(['stays']);
  await vi.waitFor(() => {
    expect(onReady).toHaveBeenCalled();
  });
  supervisor.release();
  await supervisor.ended;
  expect(onDeath).not.toHaveBeenCalled();
});

it('tells a program that is not there', async () => {
  const { supervisor } = supervise([], { entry: '/no/service.js' });
  await expect(supervisor.ended).rejects.toMatchObject({ code: 'service-fails' });
});

it('can be stopped while it waits to start again', async () => {
  const { supervisor, onDeath } = supervise(['dies'], { policy: { ...policy, delays: [60_000] } });
  await vi.waitFor(() => {
    expect(onDeath).toHaveBeenCalled();
  });
  supervisor.stop();
  await supervisor.ended;
});

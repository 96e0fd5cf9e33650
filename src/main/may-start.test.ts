import { beforeEach, expect, it, vi } from 'vitest';

const shown = vi.fn<(options: { message: string; detail: string }) => Promise<object>>(() =>
  Promise.resolve({}),
);
vi.mock('electron', () => ({ dialog: { showMessageBox: shown } }));
const { mayStart } = await import('./may-start.ts');
const { ServiceRefusal } = await import('./open-service.ts');

const door = (connection: () => Promise<{ port: number; token: string }>) => ({
  connection,
  letGo: () => undefined,
});
beforeEach(() => {
  shown.mockClear();
});

it('opens no window on a service that refuses, and says why', async () => {
  const refusing = door(() =>
    Promise.reject(new ServiceRefusal('Thaw 0.1.0 is still training.', 'Let it finish.')),
  );
  expect(await mayStart(refusing)).toBe(false);
  expect(shown).toHaveBeenCalledWith(
    expect.objectContaining({ message: 'Thaw 0.1.0 is still training.', detail: 'Let it finish.' }),
  );
});

it('leaves every other failure to the page', async () => {
  expect(await mayStart(door(() => Promise.reject(new Error('the service ended'))))).toBe(true);
  expect(await mayStart(door(() => Promise.resolve({ port: 1, token: 't' })))).toBe(true);
  expect(shown).not.toHaveBeenCalled();
});

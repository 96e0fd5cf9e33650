import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createWindowState } from './window-state.ts';

type Listener = (event: object, ...args: unknown[]) => unknown;
const handlers = new Map<string, Listener>();
const shown: string[] = [];

vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, listener: Listener) => handlers.set(channel, listener),
    on: (channel: string, listener: Listener) => handlers.set(channel, listener),
  },
  dialog: { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: ['/photos'] }) },
  shell: { showItemInFolder: (path: string) => shown.push(path) },
  Notification: {},
}));
const { setUpCalls } = await import('./set-up-calls.ts');

const ownPage = { senderFrame: { url: 'app://thaw/index.html', parent: null } };
const state = createWindowState('en');
const service = {
  connection: () => Promise.resolve({ port: 4711, token: 'secret' }),
  letGo: () => undefined,
};
/** As Electron does: what a handler throws rejects the call. */
const call = (name: string, event: object, ...args: unknown[]): Promise<unknown> =>
  Promise.resolve().then(() => handlers.get(`thaw:${name}`)!(event, ...args));

beforeEach(() => {
  handlers.clear();
  shown.length = 0;
  setUpCalls(state, service);
});

describe('calls of the page', () => {
  it('are answered for our own page', async () => {
    expect(await call('connection', ownPage)).toEqual({ port: 4711, token: 'secret' });
    expect(await call('chooseFolder', ownPage, 'Choose')).toBe('/photos');
    await call('setLanguage', ownPage, 'zh-CN');
    expect(state.language).toBe('zh-CN');
  });

  it.each([
    ['another page', { senderFrame: { url: 'https://example.org', parent: null } }],
    ['a frame within the page', { senderFrame: { url: 'app://thaw/index.html', parent: {} } }],
    ['a page that is gone', { senderFrame: null }],
  ])('are refused for %s', async (_, event) => {
    await expect(call('connection', event)).rejects.toThrow(/own/);
  });

  it.each([
    ['chooseFolder', [1]],
    ['chooseFolder', []],
    ['reveal', ['']],
    ['connection', ['more']],
    ['setLanguage', ['de']],
    ['showProgress', [2]],
  ])('of %s with %j are refused', async (name, args) => {
    await expect(call(name, ownPage, ...args)).rejects.toThrow();
  });

  it('show only files that exist, of this machine', async () => {
    await call('reveal', ownPage, import.meta.filename);
    for (const path of ['/no/such/file', '//server/share', '\\\\server\\share', 'relative'])
      await call('reveal', ownPage, path);
    expect(shown).toEqual([import.meta.filename]);
  });
});

import { expect, it, vi } from 'vitest';

const exposed = new Map<string, Record<string, unknown>>();
const sent: unknown[][] = [];
const listeners: ((event: object, ...args: unknown[]) => void)[] = [];

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, value: Record<string, unknown>) => exposed.set(name, value),
  },
  ipcRenderer: {
    invoke: (...args: unknown[]) => sent.push(args),
    send: (...args: unknown[]) => sent.push(args),
    on: (_channel: string, listener: (event: object) => void) => listeners.push(listener),
    off: vi.fn(),
  },
  webUtils: { getPathForFile: () => '/photos/1.jpg' },
}));
await import('./preload.ts');

it('gives the page functions of ours alone, and no object of Electron', () => {
  expect([...exposed.keys()]).toEqual(['thawDesktop']);
  const { platform, ...calls } = exposed.get('thawDesktop')!;
  expect(platform).toBe(process.platform);
  expect(Object.keys(calls).sort()).toEqual([
    'chooseFolder',
    'choosePhotos',
    'chooseZip',
    'connection',
    'notify',
    'onCommand',
    'pathOf',
    'reveal',
    'setLanguage',
    'setTraining',
    'showProgress',
  ]);
  for (const call of Object.values(calls)) expect(typeof call).toBe('function');
});

it('speaks on channels of its own, whatever the page passes', () => {
  const { reveal, notify } = exposed.get('thawDesktop') as Record<string, (...args: unknown[]) => void>;
  reveal!('/photos', 'more');
  notify!('title', 'body');
  expect(sent).toEqual([
    ['thaw:reveal', '/photos'],
    ['thaw:notify', 'title', 'body'],
  ]);
});

it('passes a command of the menu on without the event it came with', () => {
  const heard: unknown[][] = [];
  (exposed.get('thawDesktop')!.onCommand as (listener: (...args: unknown[]) => void) => void)((...args) =>
    heard.push(args),
  );
  listeners.at(-1)!({ sender: 'electron' }, 'go-home');
  expect(heard).toEqual([['go-home']]);
});

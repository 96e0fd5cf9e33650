import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { WindowCrash } from '../shared/app/crash-note.ts';
import { createWindowState, type WindowState } from './window-state.ts';

type Handler = (...args: never[]) => void;
const ofApp = new Map<string, Handler>();
const asked: { message: string; signal?: AbortSignal }[] = [];
let answer: (options: { signal?: AbortSignal }) => Promise<number> = () => Promise.resolve(0);

vi.mock('electron', () => ({
  app: { on: (name: string, handler: Handler) => ofApp.set(name, handler) },
  dialog: {
    async showMessageBox(_window: object, options: (typeof asked)[number]) {
      asked.push(options);
      return { response: await answer(options) };
    },
  },
}));
const { setUpRecovery } = await import('./set-up-recovery.ts');

const noted: WindowCrash[] = [];
let state: WindowState;
let time: number;
let window: ReturnType<typeof fakeWindow>;

function fakeWindow() {
  const handlers = new Map<string, Handler>();
  return {
    webContents: {
      reload: vi.fn(),
      forcefullyCrashRenderer: vi.fn(),
      on: (name: string, handler: Handler) => handlers.set(name, handler),
    },
    destroy: vi.fn(),
    isDestroyed: () => false,
    on: (name: string, handler: Handler) => handlers.set(name, handler),
    emit(name: string) {
      (handlers.get(name) as () => void)();
    },
  };
}

beforeEach(() => {
  noted.length = 0;
  asked.length = 0;
  answer = () => Promise.resolve(0);
  time = 0;
  window = fakeWindow();
  state = createWindowState('en');
  state.window = window as never;
  setUpRecovery(
    state,
    (crash) => {
      noted.push(crash);
      return Promise.resolve();
    },
    () => time,
  );
  (ofApp.get('browser-window-created') as (event: object, created: object) => void)({}, window);
});

const pageGone = (reason: string, contents: object = window.webContents): void => {
  (ofApp.get('render-process-gone') as (...args: object[]) => void)({}, contents, { reason, exitCode: 5 });
};

describe('a window whose page is gone', () => {
  it.each(['crashed', 'oom', 'killed'])('is opened anew and noted: %s', async (reason) => {
    pageGone(reason);
    await vi.waitFor(() => {
      expect(window.webContents.reload).toHaveBeenCalledTimes(1);
    });
    expect(noted).toEqual([{ part: 'page', reason, exitCode: 5 }]);
    expect(asked).toEqual([]);
  });

  it('is left alone where its page ended as it should, or was of no window', () => {
    pageGone('clean-exit');
    expect(noted).toEqual([]);
    pageGone('crashed', {});
    expect(noted).toHaveLength(1);
    state.window = null;
    pageGone('crashed');
    expect(window.webContents.reload).not.toHaveBeenCalled();
  });

  it('is asked about after a few times, and closed where nobody wants it', async () => {
    for (let times = 0; times < 3; times++) pageGone('crashed');
    expect(window.webContents.reload).toHaveBeenCalledTimes(3);
    pageGone('crashed');
    await vi.waitFor(() => {
      expect(window.destroy).toHaveBeenCalledTimes(1);
    });
    expect(asked.map(({ message }) => message)).toEqual(['The window keeps ending.']);
    expect(window.webContents.reload).toHaveBeenCalledTimes(3);
  });

  it('is opened anew after a few times where the person wants it, and unasked after a while', async () => {
    answer = () => Promise.resolve(1);
    for (let times = 0; times < 4; times++) pageGone('crashed');
    await vi.waitFor(() => {
      expect(window.webContents.reload).toHaveBeenCalledTimes(4);
    });
    expect(window.destroy).not.toHaveBeenCalled();
    time = 11 * 60_000;
    pageGone('crashed');
    expect(window.webContents.reload).toHaveBeenCalledTimes(5);
    expect(asked).toHaveLength(1);
  });
});

describe('a window that does not answer', () => {
  it('is opened anew where the person wants it, and not asked about twice', async () => {
    answer = () => Promise.resolve(1);
    window.emit('unresponsive');
    window.emit('unresponsive');
    await vi.waitFor(() => {
      expect(window.webContents.forcefullyCrashRenderer).toHaveBeenCalledTimes(1);
    });
    expect(asked.map(({ message }) => message)).toEqual(['The window does not answer.']);
  });

  it('is asked about no longer once it answers', async () => {
    answer = ({ signal }) =>
      new Promise((resolve) => {
        signal!.addEventListener('abort', () => {
          resolve(0);
        });
      });
    window.emit('unresponsive');
    window.emit('responsive');
    await vi.waitFor(() => {
      expect(asked[0]!.signal!.aborted).toBe(true);
    });
    expect(window.webContents.forcefullyCrashRenderer).not.toHaveBeenCalled();
  });

  it('is asked about no longer once its page is gone: the new one is not ended by the answer', async () => {
    let press: (button: number) => void;
    answer = () =>
      new Promise((resolve) => {
        press = resolve;
      });
    window.emit('unresponsive');
    window.emit('render-process-gone');
    pageGone('oom');
    expect(window.webContents.reload).toHaveBeenCalledTimes(1);
    expect(asked[0]!.signal!.aborted).toBe(true);
    // Pressed just before the question was taken away.
    press!(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(window.webContents.forcefullyCrashRenderer).not.toHaveBeenCalled();
    // The new page is asked about like the first.
    window.emit('unresponsive');
    expect(asked).toHaveLength(2);
  });
});

it('a process that helps the page is noted where it crashed', () => {
  const gone = ofApp.get('child-process-gone') as (event: object, details: object) => void;
  for (const reason of ['clean-exit', 'killed', 'crashed']) gone({}, { type: 'GPU', reason, exitCode: 139 });
  expect(noted).toEqual([{ part: 'GPU', reason: 'crashed', exitCode: 139 }]);
});

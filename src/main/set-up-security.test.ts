import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createWindowState } from './window-state.ts';

type Handler = (...args: never[]) => unknown;
const ofApp = new Map<string, Handler>();
const ofContents = new Map<string, Handler>();
const ofSession = new Map<string, Handler>();
let openWindow: Handler = () => undefined;
const opened: string[] = [];

const keep =
  (name: string) =>
  (handler: Handler): void => {
    ofSession.set(name, handler);
  };
vi.mock('electron', () => ({
  app: { on: (name: string, handler: Handler) => ofApp.set(name, handler) },
  session: {
    defaultSession: {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
    },
  },
  dialog: { showMessageBox: () => Promise.resolve({ response: 1 }) },
  shell: { openExternal: (url: string) => opened.push(url) },
}));
const { setUpSecurity } = await import('./set-up-security.ts');

const contents = {
  on: (name: string, handler: Handler) => ofContents.set(name, handler),
  setWindowOpenHandler: (handler: Handler) => (openWindow = handler),
};
const prevented = (name: string, url: string): boolean => {
  const event = { url, preventDefault: vi.fn() };
  (ofContents.get(name) as (event: object) => void)(event);
  return event.preventDefault.mock.calls.length > 0;
};

beforeEach(() => {
  opened.length = 0;
  const state = createWindowState('en');
  state.window = {} as never;
  setUpSecurity(state);
  (ofApp.get('web-contents-created') as (event: object, created: object) => void)({}, contents);
});

describe('every page that is ever made', () => {
  it.each(['will-navigate', 'will-frame-navigate'])('stays where it is: %s', (name) => {
    expect(prevented(name, 'https://example.org')).toBe(true);
    expect(prevented(name, 'file:///etc/passwd')).toBe(true);
    expect(prevented(name, 'app://thaw/index.html')).toBe(false);
  });

  it('holds no webview', () => {
    expect(prevented('will-attach-webview', 'app://thaw/index.html')).toBe(true);
  });

  it('opens no window; a checked https link goes to the browser after a question', async () => {
    const ask = openWindow as (details: { url: string }) => unknown;
    for (const url of ['https://example.org/', 'file:///etc/passwd', 'app://thaw/index.html'])
      expect(ask({ url })).toEqual({ action: 'deny' });
    await vi.waitFor(() => {
      expect(opened).toEqual(['https://example.org/']);
    });
  });

  it('is given no permission but copying, and no device', () => {
    const check = ofSession.get('check') as (contents: null, permission: string) => boolean;
    expect(check(null, 'clipboard-sanitized-write')).toBe(true);
    expect(check(null, 'media')).toBe(false);
    const answered: boolean[] = [];
    const request = ofSession.get('request') as (
      contents: null,
      permission: string,
      answer: (allowed: boolean) => void,
    ) => void;
    request(null, 'geolocation', (allowed) => answered.push(allowed));
    expect(answered).toEqual([false]);
    expect((ofSession.get('device') as () => boolean)()).toBe(false);
  });
});

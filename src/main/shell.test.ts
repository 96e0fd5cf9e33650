import { describe, expect, it, vi } from 'vitest';

// Electron's binary is not everywhere; these tests look at configuration and rules, which need only its types.
vi.mock('electron', () => ({
  app: {},
  BrowserWindow: {},
  dialog: {},
  session: {},
  shell: {},
  Menu: {},
}));

const { windowOptions } = await import('./create-main-window.ts');
const { isAllowedPermission, isOpenable } = await import('./set-up-security.ts');
const { menuTemplate } = await import('./set-up-menu.ts');
const { isOwnPage } = await import('./page-origin.ts');
const { wordsOf } = await import('./words.ts');
const { contentSecurityPolicy } = await import('../shared/app/content-security-policy.ts');

describe.each(['darwin', 'win32', 'linux'] as const)('the window on %s', (platform) => {
  const options = windowOptions(platform, '/app/preload.cjs');

  it('gives the page no Node and no way around the sandbox', () => {
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    expect(options.webPreferences).not.toHaveProperty('enableBlinkFeatures');
  });

  it('is as large as the design says, and no smaller than 900 x 600', () => {
    expect(options).toMatchObject({ width: 1280, height: 800, minWidth: 900, minHeight: 600 });
  });

  it('has a menu whose commands reach the page, in both languages', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const told: string[] = [];
      const template = menuTemplate(wordsOf(language), platform, (command) => told.push(command));
      const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
      for (const { click } of items) (click as (() => void) | undefined)?.();
      expect(told).toEqual([
        'open-folder',
        'go-home',
        ...[1, 2, 3, 4, 5, 6].map((step) => `go-step-${step}`),
        'about',
      ]);
    }
  });
});

describe('what the shell allows', () => {
  it('copying, and no other permission', () => {
    expect(isAllowedPermission('clipboard-sanitized-write')).toBe(true);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'midi',
      'clipboard-read',
      'openExternal',
      'fullscreen',
    ])
      expect(isAllowedPermission(permission)).toBe(false);
  });

  it('https links without a name and password to the browser', () => {
    expect(isOpenable('https://example.org/a')).toBe(true);
    for (const url of [
      'http://example.org',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'https://a:b@example.org',
      'no url',
    ])
      expect(isOpenable(url)).toBe(false);
  });

  it('its own page alone to navigate to', () => {
    expect(isOwnPage('app://thaw/index.html#/p/1/data')).toBe(true);
    for (const url of ['app://other/index.html', 'https://thaw/', 'file:///index.html', ''])
      expect(isOwnPage(url)).toBe(false);
  });

  it('nothing inline and nothing from elsewhere in the page', () => {
    const policy = contentSecurityPolicy(['ws://127.0.0.1:4711']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:4711");
    expect(policy).not.toMatch(/unsafe|\*|http:/);
  });
});

import { join } from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { pageOrigin } from './page-origin.ts';
import type { WindowState } from './window-state.ts';

/** Height of the page's own top bar, which drags the window. */
const topBarHeight = 48;

/** The window's settings; a function of the platform, so that a test can read them all. */
export function windowOptions(platform: NodeJS.Platform, preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Thaw',
    titleBarStyle: 'hidden',
    ...(platform === 'darwin'
      ? { trafficLightPosition: { x: 16, y: 16 } }
      : // Transparent over the page's top bar; its symbols follow the system's theme.
        { titleBarOverlay: { color: '#00000000', symbolColor: '#7a828a', height: topBarHeight } }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
      // The curves go on while another window lies over this one; they are redrawn at most 4 times a second.
      backgroundThrottling: true,
    },
  };
}

/** Opens the one window and keeps it in `state`. */
export function createMainWindow(state: WindowState): void {
  const preload = join(import.meta.dirname, '..', 'preload', 'preload.cjs');
  const window = new BrowserWindow(windowOptions(process.platform, preload));
  state.window = window;
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('closed', () => {
    state.window = null;
    state.training = false;
  });
  void window.loadURL(`${pageOrigin}/index.html`);
}

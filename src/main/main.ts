import { app } from 'electron';
import { channelOf } from '../shared/app/desktop-channels.ts';
import type { DesktopCommand } from '../shared/app/desktop.ts';
import { languageOf } from '../shared/messages/language.ts';
import { createMainWindow } from './create-main-window.ts';
import { setUpCalls } from './set-up-calls.ts';
import { setUpClosing } from './set-up-closing.ts';
import { setUpMenu } from './set-up-menu.ts';
import { registerPageScheme, setUpPages } from './set-up-pages.ts';
import { noteCrashAt } from './note-crash.ts';
import { setUpRecovery } from './set-up-recovery.ts';
import { setUpSecurity } from './set-up-security.ts';
import { mayStart } from './may-start.ts';
import { openService, serviceProgram } from './open-service.ts';
import { createWindowState } from './window-state.ts';

/**
 * Electron's main process: a thin shell. It finds or starts the service, opens the one window, and offers what only
 * a desktop has. Everything else is in the page and in the service.
 */
registerPageScheme();
const state = createWindowState(
  languageOf({ THAW_LANGUAGE: process.env.THAW_LANGUAGE, LANG: app.getLocale() }),
);
const service = openService(serviceProgram(app.isPackaged ? process.resourcesPath : null));

if (!app.requestSingleInstanceLock()) app.quit();
else void app.whenReady().then(start);

function start(): void {
  // After an update the version before may still train: it is not disturbed. The window shows itself only with a service.
  void mayStart(service).then((may) => {
    if (!may) app.quit();
  });
  setUpSecurity(state);
  setUpPages(service);
  setUpCalls(state, service);
  setUpClosing(state);
  setUpRecovery(state, noteCrashAt(service));
  const tell = (command: DesktopCommand): void => {
    state.window?.webContents.send(channelOf('command'), command);
  };
  setUpMenu(state, tell);
  createMainWindow(state);
  app.on('activate', () => {
    if (state.window === null) createMainWindow(state);
  });
  app.on('second-instance', () => {
    if (state.window?.isMinimized()) state.window.restore();
    if (state.window) state.window.focus();
    else createMainWindow(state);
  });
}

app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
// The service goes on while something trains, and ends by itself after that.
app.on('will-quit', () => {
  service.letGo();
});

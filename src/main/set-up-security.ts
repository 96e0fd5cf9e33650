import { app, session, shell } from 'electron';
import { askPerson } from './ask-person.ts';
import { wordsOf } from './words.ts';
import { isOwnPage } from './page-origin.ts';
import type { WindowState } from './window-state.ts';

/**
 * Denies what a page of ours never needs: permissions, navigation, new windows, webviews. Links to https addresses
 * open in the system's browser after a question. Source: Electron's security checklist.
 */
export function setUpSecurity(state: WindowState): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(isAllowedPermission(permission));
  });
  session.defaultSession.setPermissionCheckHandler((_contents, permission) =>
    isAllowedPermission(permission),
  );
  session.defaultSession.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
    contents.on('will-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      void openAfterAsking(url, state);
      return { action: 'deny' };
    });
  });
}

/** Copying code and paths is all that the page asks for. */
export function isAllowedPermission(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

/** True for addresses that may go to the system's browser. */
export function isOpenable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return protocol === 'https:' && username === '' && password === '';
}

async function openAfterAsking(url: string, state: WindowState): Promise<void> {
  if (!isOpenable(url) || state.window === null) return;
  const words = wordsOf(state.language);
  const opens = await askPerson(state.window, {
    type: 'question',
    message: words.openLink,
    detail: url,
    buttons: [words.cancel, words.open],
  });
  if (opens) await shell.openExternal(url);
}

import { app, dialog } from 'electron';
import { wordsOf } from './words.ts';
import type { WindowState } from './window-state.ts';

/** Asks before a window closes on a training that goes on without it. */
export function setUpClosing(state: WindowState): void {
  app.on('browser-window-created', (_event, window) => {
    window.on('close', (event) => {
      if (!state.training) return;
      const words = wordsOf(state.language);
      const answer = dialog.showMessageBoxSync(window, {
        type: 'question',
        message: words.closeTitle,
        detail: words.closeDetail,
        buttons: [words.keepOpen, words.close],
        defaultId: 0,
        cancelId: 0,
      });
      if (answer === 0) event.preventDefault();
    });
  });
}

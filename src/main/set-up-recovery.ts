import { app } from 'electron';
import { pagePart } from '../shared/app/crash-note.ts';
import { askPerson } from './ask-person.ts';
import type { NoteCrash } from './note-crash.ts';
import { wordsOf } from './words.ts';
import type { WindowState } from './window-state.ts';

/** So often in so many milliseconds a page that is gone is opened anew unasked; then it would only be gone again. */
const [mostReloads, withinMilliseconds] = [3, 10 * 60_000];

/** Opens the page anew whose process was gone, which would leave the window blank, and asks about one that hangs. */
export function setUpRecovery(state: WindowState, note: NoteCrash, now: () => number = Date.now): void {
  let reloads: readonly number[] = [];

  const recover = async (window: Electron.BrowserWindow): Promise<void> => {
    reloads = reloads.filter((at) => now() - at < withinMilliseconds);
    if (reloads.length >= mostReloads && !(await wantsAnother(window, state))) {
      // Without the question about trainings: this one has been answered.
      window.destroy();
      return;
    }
    reloads = [...reloads, now()];
    if (!window.isDestroyed()) window.webContents.reload();
  };

  app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    void note({ part: pagePart, reason, exitCode });
    if (state.window?.webContents === contents) void recover(state.window);
  });
  // Chromium starts these anew by itself.
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit' && reason !== 'killed') void note({ part: type, reason, exitCode });
  });
  app.on('browser-window-created', (_event, window) => {
    let answered: AbortController | null = null;
    window.on('unresponsive', () => {
      if (answered) return;
      answered = new AbortController();
      const { signal } = answered;
      void asksToReopen(window, state, signal).then((reopen) => {
        answered = null;
        // What hangs does not reload; its end is told as a crash, and opens the page anew.
        if (reopen && !signal.aborted && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
      });
    });
    window.on('responsive', () => {
      answered?.abort();
    });
    // The page that hung: the question must not end the one that is opened after it.
    window.webContents.on('render-process-gone', () => {
      answered?.abort();
    });
  });
}

/** The page was gone again and again. */
function wantsAnother(window: Electron.BrowserWindow, state: WindowState): Promise<boolean> {
  const words = wordsOf(state.language);
  return askPerson(window, {
    type: 'error',
    message: words.pageGoneTitle,
    detail: words.pageGoneDetail,
    buttons: [words.close, words.tryAgain],
    actsByDefault: true,
  });
}

/** `answered`: it answers again or is gone, so that nothing is asked any more. */
function asksToReopen(
  window: Electron.BrowserWindow,
  state: WindowState,
  answered: AbortSignal,
): Promise<boolean> {
  const words = wordsOf(state.language);
  return askPerson(window, {
    type: 'question',
    message: words.hangsTitle,
    detail: words.hangsDetail,
    buttons: [words.wait, words.tryAgain],
    signal: answered,
  });
}

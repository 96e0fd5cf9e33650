import type { TrainingNews } from '../../shared/app/run-view.ts';
import type { TrainingState } from './training-state.ts';

/** Tells any number of watchers of one run; each gets everything first, then what is new. */
export interface RunNews {
  /** Something changed. `now` false: told with the next second's view. */
  changed(now: boolean): void;
  /** Another state object, such as after the folder was read anew: everything is told again. */
  restarted(): void;
  watch(signal: AbortSignal): AsyncIterable<TrainingNews>;
  /** No more changes: every watcher is told how it stands for the last time, and ends. */
  close(): void;
}

/** Milliseconds between two views where only numbers move. */
const viewEvery = 1_000;

/** @param current the run's state now. */
export function runNews(current: () => TrainingState): RunNews {
  const watchers = new Set<Watcher>();
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  const tellAll = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    for (const watcher of watchers) watcher.wake();
  };
  return {
    changed(now) {
      if (now) tellAll();
      else if (watchers.size > 0) timer ??= setTimeout(tellAll, viewEvery).unref();
    },
    restarted() {
      for (const watcher of watchers) watcher.toldAll = false;
      tellAll();
    },
    async *watch(signal) {
      const watcher: Watcher = { toldAll: false, wake: () => undefined };
      watchers.add(watcher);
      try {
        let epochsTold = 0;
        while (!signal.aborted) {
          // Set before anything is told: a change meanwhile is not missed.
          const woken = nextWake(watcher, signal);
          const isLast = closed;
          const state = current();
          if (!watcher.toldAll) {
            watcher.toldAll = true;
            epochsTold = state.epochs.length;
            yield { kind: 'all', view: state.view(), epochs: state.epochs };
          } else {
            for (const epoch of state.epochs.slice(epochsTold)) yield { kind: 'epoch', epoch };
            epochsTold = state.epochs.length;
            yield { kind: 'view', view: state.view() };
          }
          if (isLast) return;
          await woken;
        }
      } finally {
        watchers.delete(watcher);
      }
    },
    close() {
      closed = true;
      tellAll();
    },
  };
}

interface Watcher {
  toldAll: boolean;
  wake: () => void;
}

function nextWake(watcher: Watcher, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    watcher.wake = () => {
      signal.removeEventListener('abort', watcher.wake);
      resolve();
    };
    signal.addEventListener('abort', watcher.wake, { once: true });
    if (signal.aborted) watcher.wake();
  });
}

/** A value that many may watch: each watcher gets what is so now, and then the newest after every change. */
export interface WatchedValue<Value> {
  readonly value: Value;
  set(value: Value): void;
  /** A slow watcher misses values in between, never the last. Ends when `signal` is aborted. */
  watch(signal: AbortSignal): AsyncGenerator<Value, void>;
}

export function watchedValue<Value>(initial: Value): WatchedValue<Value> {
  let value = initial;
  let changes = 0;
  const wakers = new Set<() => void>();
  return {
    get value() {
      return value;
    },
    set(next) {
      value = next;
      changes += 1;
      for (const wake of wakers) wake();
    },
    async *watch(signal) {
      let seen = -1;
      while (!signal.aborted) {
        if (seen !== changes) {
          seen = changes;
          yield value;
        } else await nextChange(wakers, signal);
      }
    },
  };
}

async function nextChange(wakers: Set<() => void>, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      wakers.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    wakers.add(wake);
    signal.addEventListener('abort', wake);
  });
}

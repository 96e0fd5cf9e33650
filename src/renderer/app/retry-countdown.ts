import { retrySeconds } from '../shared/client.ts';

/** The wait before each new try: counts down by the second, and `now` ends it. */
export class RetryCountdown {
  readonly #onSeconds: (left: number | null) => void;
  #tries = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #end: (() => void) | null = null;

  /** `onSeconds` is told the seconds left, and null while nothing is waited for. */
  constructor(onSeconds: (left: number | null) => void) {
    this.#onSeconds = onSeconds;
  }

  /** Waits longer from try to try, until the service was heard. The very first try waits for nothing. */
  async wait(): Promise<void> {
    this.#tries += 1;
    if (this.#tries === 1) return;
    let left: number = retrySeconds[Math.min(this.#tries - 2, retrySeconds.length - 1)]!;
    await new Promise<void>((resolve) => {
      this.#end = resolve;
      this.#onSeconds(left);
      this.#timer = setInterval(() => {
        left -= 1;
        if (left > 0) this.#onSeconds(left);
        else resolve();
      }, 1000);
    });
    clearInterval(this.#timer);
    this.#end = null;
    this.#onSeconds(null);
  }

  /** Tries at once. */
  now(): void {
    this.#end?.();
  }

  /** The service answered: after the next loss the waits begin anew. */
  heard(): void {
    this.#tries = 1;
  }
}

import type { Toast } from '../shared/app.ts';

/** ms that a message stays, unless it is looked at. */
export const toastMs = 6000;

/** One short message at a time; a new one takes the place of the last. */
export class Toasts {
  #toast = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #held = false;

  get toast(): Toast | null {
    return this.#toast;
  }

  show(toast: Toast): void {
    this.#toast = toast;
    this.#restart();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#held = false;
    this.#toast = null;
  }

  /** The pointer or the focus is on it: it stays. */
  hold(held: boolean): void {
    this.#held = held;
    this.#restart();
  }

  #restart(): void {
    clearTimeout(this.#timer);
    if (this.#held || !this.#toast || this.#toast.progress !== undefined) return;
    this.#timer = setTimeout(() => {
      this.close();
    }, toastMs);
  }
}

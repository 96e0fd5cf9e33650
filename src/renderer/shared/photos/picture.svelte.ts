import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf } from '../client.ts';
import { refusalOf } from '../refusal-of.ts';

/** A picture that takes a while to be made: the last one stays until the next is there, and what failed is told. */
export class Picture {
  #src = $state<string | null>(null);
  #error = $state.raw<ThawError | null>(null);
  #loading = $state(false);
  #stopped: AbortController | null = null;

  get src(): string | null {
    return this.#src;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** Gives up what is on its way and asks for this one. */
  show(address: string): void {
    this.stop();
    const stopped = new AbortController();
    this.#stopped = stopped;
    this.#loading = true;
    this.#error = null;
    void this.#load(address, stopped.signal);
  }

  /** Gives up what is on its way. */
  stop(): void {
    this.#stopped?.abort();
    this.#stopped = null;
    this.#loading = false;
  }

  async #load(address: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = await fetch(address, { signal });
      if (!answer.ok) throw await refusalOf(answer);
      const picture = await answer.blob();
      if (signal.aborted) return;
      if (this.#src !== null) URL.revokeObjectURL(this.#src);
      this.#src = URL.createObjectURL(picture);
      this.#loading = false;
    } catch (error) {
      if (signal.aborted) return;
      this.#error = thawErrorOf(error);
      this.#loading = false;
    }
  }
}

import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf } from '../../shared/client.ts';

/** An answer of the service that a part of the page shows: on its way, there, or refused. */
export class AskedOnce<Answer> {
  readonly #ask: () => Promise<Answer>;
  #answer = $state.raw<Answer | null>(null);
  #error = $state.raw<ThawError | null>(null);

  constructor(ask: () => Promise<Answer>) {
    this.#ask = ask;
    void this.again();
  }

  /** null until it came. */
  get answer(): Answer | null {
    return this.#answer;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  async again(): Promise<void> {
    this.#error = null;
    try {
      this.#answer = await this.#ask();
    } catch (error) {
      this.#error = thawErrorOf(error);
    }
  }
}

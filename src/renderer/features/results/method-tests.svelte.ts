import type { ComputingView } from '../../../shared/app/computing-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { MeasuredMethod } from '../../../shared/test-methods.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';

/** Other ways to test a run: what was measured of them, and the job that measures more. */
export class MethodTests {
  readonly #client: Client;
  readonly #of: { readonly project: string; readonly run: string };
  #measured = $state.raw<readonly MeasuredMethod[] | null>(null);
  #progress = $state.raw<ComputingView | null>(null);
  #error = $state.raw<ThawError | null>(null);
  #stream: { unsubscribe: () => void } | null = null;

  constructor(client: Client, of: { readonly project: string; readonly run: string }) {
    this.#client = client;
    this.#of = of;
    void this.#read();
  }

  /** Null until it was read. */
  get measured(): readonly MeasuredMethod[] | null {
    return this.#measured;
  }

  /** How far the job is; null: none runs. */
  get progress(): ComputingView | null {
    return this.#progress;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  /** `scales`: sides that photos are scaled to; null: each method's own. */
  start(methods: readonly string[], scales: readonly number[] | null, others: readonly string[]): void {
    this.cancel();
    this.#error = null;
    this.#progress = { kind: 'computing', stage: 'testing', done: 0, total: null };
    this.#stream = this.#client.runs.test.subscribe(
      { ...this.#of, methods: [...methods], scales: scales && [...scales], others: [...others] },
      {
        onData: (news) => {
          if (news.kind === 'computing') this.#progress = news;
          else void this.#read();
        },
        onError: (error) => {
          this.#error = thawErrorOf(error);
          this.#progress = null;
        },
      },
    );
  }

  /** Ends the job; what it measured is lost. */
  cancel(): void {
    this.#stream?.unsubscribe();
    this.#stream = null;
    this.#progress = null;
  }

  async #read(): Promise<void> {
    try {
      this.#measured = await this.#client.runs.tested.query(this.#of);
      this.#progress = null;
    } catch (error) {
      this.#error = thawErrorOf(error);
    }
  }
}

import type { RateNews } from '../../../shared/app/rate-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { RateResult } from '../../../shared/job-results/training-results.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';

export type FinderState =
  | { readonly kind: 'working'; readonly progress: Extract<RateNews, { kind: 'computing' }> | null }
  | { readonly kind: 'found'; readonly result: RateResult }
  | { readonly kind: 'failed'; readonly error: ThawError };

/** Looks for a phase's learning rate; what is under way ends with `close`. */
export class RateFinder {
  readonly #client: Client;
  #state = $state.raw<FinderState>({ kind: 'working', progress: null });
  #stream: { unsubscribe: () => void } | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  get state(): FinderState {
    return this.#state;
  }

  start(project: string, phase: number): void {
    this.close();
    this.#state = { kind: 'working', progress: null };
    this.#stream = this.#client.training.findRate.subscribe(
      { project, phase },
      {
        onData: (news) => {
          this.#state =
            news.kind === 'found'
              ? { kind: 'found', result: news.result }
              : { kind: 'working', progress: news };
        },
        onError: (error) => {
          this.#state = { kind: 'failed', error: thawErrorOf(error) };
        },
      },
    );
  }

  close(): void {
    this.#stream?.unsubscribe();
    this.#stream = null;
  }
}

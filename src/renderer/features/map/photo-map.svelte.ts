import type { ComputingView } from '../../../shared/app/computing-view.ts';
import type { MapView } from '../../../shared/app/likeness-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';

export type MapState =
  | { readonly kind: 'loading' }
  /** It was not made yet. */
  | { readonly kind: 'none' }
  | { readonly kind: 'making'; readonly progress: ComputingView | null }
  | { readonly kind: 'shown'; readonly map: MapView }
  | { readonly kind: 'failed'; readonly error: ThawError };

/** The map of one run's photos: read where it is there, made when a person asks for it. */
export class PhotoMapOfRun {
  readonly #client: Client;
  readonly #project: string;
  #run: string | null = null;
  #state = $state.raw<MapState>({ kind: 'loading' });
  #stream: { unsubscribe: () => void } | null = null;

  constructor(client: Client, project: string) {
    this.#client = client;
    this.#project = project;
  }

  get state(): MapState {
    return this.#state;
  }

  /** Reads a run's map, unless it is this one already. */
  open(run: string): void {
    if (run === this.#run && this.#state.kind !== 'failed') return;
    this.#run = run;
    this.#state = { kind: 'loading' };
    this.#ask(false);
  }

  make(): void {
    this.#state = { kind: 'making', progress: null };
    this.#ask(true);
  }

  /** What is computed by then is kept. */
  cancel(): void {
    this.#stream?.unsubscribe();
    this.#stream = null;
    this.#state = { kind: 'none' };
  }

  /** Ends what is under way; for a screen that goes. */
  close(): void {
    this.#stream?.unsubscribe();
  }

  #ask(compute: boolean): void {
    const run = this.#run;
    if (run === null) return;
    this.#stream?.unsubscribe();
    this.#stream = this.#client.likeness.map.subscribe(
      { project: this.#project, run, compute },
      {
        onData: (news) => {
          if (run !== this.#run) return;
          if (news.kind === 'computing') this.#state = { kind: 'making', progress: news };
          else this.#state = news.kind === 'map' ? { kind: 'shown', map: news.map } : news;
        },
        onError: (error) => {
          if (run === this.#run) this.#state = { kind: 'failed', error: thawErrorOf(error) };
        },
      },
    );
  }
}

import type { Inputs } from '../../../shared/app/inputs.ts';
import type { ComputingView } from '../../../shared/app/computing-view.ts';
import type { SimilarView } from '../../../shared/app/likeness-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../client.ts';

export type SimilarState =
  | { readonly kind: 'asking' }
  /** So many training photos have to be looked at first. */
  | { readonly kind: 'unseen'; readonly photos: number }
  | { readonly kind: 'computing'; readonly progress: ComputingView | null }
  | { readonly kind: 'found'; readonly photos: readonly SimilarView[] }
  | { readonly kind: 'failed'; readonly error: ThawError };

type Asked = Pick<Inputs['similar'], 'project' | 'run' | 'photo'>;

/** The training photos that one photo is most like. */
export class Similar {
  readonly #client: Client;
  #asked: Asked | null = null;
  #state = $state.raw<SimilarState>({ kind: 'asking' });
  #stream: { unsubscribe: () => void } | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  get state(): SimilarState {
    return this.#state;
  }

  /** Asks about a photo; tells instead how many training photos would have to be looked at first. */
  show(asked: Asked): void {
    this.#asked = asked;
    // What is shown stays until the answer is there: most come at once, and nothing should jump.
    if (this.#state.kind !== 'found') this.#state = { kind: 'asking' };
    this.#ask(false);
  }

  /** Looks at the training photos, then answers. */
  compute(): void {
    this.#state = { kind: 'computing', progress: null };
    this.#ask(true);
  }

  /** What is computed by then is kept. */
  cancel(): void {
    if (this.#asked) this.show(this.#asked);
  }

  close(): void {
    this.#stream?.unsubscribe();
    this.#stream = null;
  }

  #ask(compute: boolean): void {
    const asked = this.#asked;
    if (!asked) return;
    this.#stream?.unsubscribe();
    this.#stream = this.#client.likeness.similar.subscribe(
      { ...asked, compute },
      {
        onData: (news) => {
          if (asked !== this.#asked) return;
          if (news.kind === 'similar') this.#state = { kind: 'found', photos: news.photos };
          else this.#state = news.kind === 'computing' ? { kind: 'computing', progress: news } : news;
        },
        onError: (error) => {
          if (asked === this.#asked) this.#state = { kind: 'failed', error: thawErrorOf(error) };
        },
      },
    );
  }
}

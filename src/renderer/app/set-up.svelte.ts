import type { ComputingView } from '../../shared/app/computing-view.ts';
import type { ThawError } from '../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../shared/client.ts';

export type SetUpState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: ComputingView | null }
  | { readonly kind: 'failed'; readonly error: ThawError };

/** Getting TensorFlow from within the app, once for all places that show it; what was fetched is kept where it ends. */
export class SetUp {
  #state = $state.raw<SetUpState>({ kind: 'idle' });
  #stream: { unsubscribe: () => void } | null = null;

  get state(): SetUpState {
    return this.#state;
  }

  start(client: Client): void {
    if (this.#state.kind === 'running') return;
    this.#state = { kind: 'running', progress: null };
    this.#stream = client.app.setUp.subscribe(undefined, {
      onData: (progress) => (this.#state = { kind: 'running', progress }),
      onError: (error) => (this.#state = { kind: 'failed', error: thawErrorOf(error) }),
      // The device's own stream then tells what computes.
      onComplete: () => (this.#state = { kind: 'idle' }),
    });
  }

  cancel(): void {
    this.#stream?.unsubscribe();
    this.#stream = null;
    this.#state = { kind: 'idle' };
  }
}

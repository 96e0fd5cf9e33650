import type { CopyNews } from '../../../shared/app/work-view.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';
import { lostTouch } from '../../shared/lost-touch.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';

/** Photos being copied into one folder an answer. */
export class Copying {
  readonly #client: Client;
  readonly #project: string;
  #news = $state.raw<CopyNews | null>(null);
  #stream: { unsubscribe: () => void } | null = null;

  constructor(client: Client, project: string) {
    this.#client = client;
    this.#project = project;
  }

  /** How far it is; null at rest. */
  get news(): CopyNews | null {
    return this.#news;
  }

  /** Copies; ends with the last news, or null where it was cancelled. Rejects with a ThawError. */
  copy(photos: readonly string[], out: string): Promise<CopyNews | null> {
    return new Promise((resolve, reject: (error: ThawError) => void) => {
      this.#news = { done: 0, total: photos.length, out, skipped: [] };
      let last: CopyNews | null = null;
      const end = (): void => {
        this.#news = null;
        this.#stream = null;
      };
      const stream = this.#client.predictions.copyByAnswer.subscribe(
        { project: this.#project, photos: [...photos], out },
        {
          onData: (news) => {
            last = news;
            this.#news = news;
          },
          onError: (error) => {
            end();
            reject(thawErrorOf(error));
          },
          onConnectionStateChange: ({ state, error }) => {
            // A connection that came back would copy everything once more.
            if (state !== 'connecting' || !error) return;
            reject(lostTouch());
            this.cancel();
          },
          onComplete: () => {
            end();
            resolve(last);
          },
        },
      );
      this.#stream = {
        unsubscribe: () => {
          stream.unsubscribe();
          end();
          resolve(null);
        },
      };
    });
  }

  /** What was copied stays. */
  cancel(): void {
    this.#stream?.unsubscribe();
  }
}

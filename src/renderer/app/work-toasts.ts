import type { Client } from '../shared/client.ts';
import type { PathedFile } from './read-dropped.ts';
import { sendFiles } from './send-files.ts';
import type { Toasts } from './toasts.svelte.ts';
import type { AppWords } from './words/en.ts';

export interface WorkToastsOptions {
  readonly toasts: Toasts;
  readonly client: () => Client;
  /** In the language of the moment. */
  readonly words: () => AppWords;
}

/** What the page itself is at work on, told by a toast that can cancel it. */
export class WorkToasts {
  readonly #options: WorkToastsOptions;

  constructor(options: WorkToastsOptions) {
    this.#options = options;
  }

  /** Sends files to the service. Gives the upload's id; throws what the service refused, and an AbortError if cancelled. */
  async upload(files: readonly PathedFile[]): Promise<string> {
    const { toasts, client, words } = this.#options;
    const cancelling = new AbortController();
    const show = (sent: number): void => {
      this.#show(words().upload.sending(sent, files.length), sent / files.length, cancelling);
    };
    show(0);
    try {
      const { upload } = await client().uploads.begin.mutate();
      await sendFiles(upload, files, cancelling.signal, show);
      toasts.close();
      return upload;
    } catch (error) {
      toasts.close();
      if (cancelling.signal.aborted) toasts.show({ tone: 'ice', text: words().upload.cancelled });
      throw error;
    }
  }

  /** While a dropped folder is read, of which nobody knows how many files it holds. */
  reading(): { readonly signal: AbortSignal; found: (count: number) => void; end: () => void } {
    const { toasts, words } = this.#options;
    const cancelling = new AbortController();
    return {
      signal: cancelling.signal,
      found: (count) => {
        this.#show(words().drop.readingFolder(count), null, cancelling);
      },
      end: () => {
        toasts.close();
      },
    };
  }

  #show(text: string, progress: number | null, cancelling: AbortController): void {
    const { toasts, words } = this.#options;
    const cancel = {
      label: words().cancel,
      run: () => {
        cancelling.abort();
      },
    };
    toasts.show({ tone: 'ice', text, progress, action: cancel });
  }
}

import type { Inputs } from '../../../shared/app/inputs.ts';
import type { AskedPhoto } from '../../../shared/app/work-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';

export type AskedItem = Inputs['ask']['items'][number];

/** What is being done. `total` is null until the photos were counted. */
export type AskingState =
  | { readonly kind: 'rest' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'answering'; readonly done: number; readonly total: number | null };

/** Answers come faster than a list should be drawn, ms. */
const flushMs = 120;

/** The photos that one model was asked about, newest batch first. It goes on while another screen is shown. */
export class Asking {
  readonly #client: Client;
  readonly #project: string;
  readonly run: string;
  #batches = $state.raw<readonly (readonly AskedPhoto[])[]>([]);
  // No `$derived`: one that was made while a screen was shown dies with that screen.
  #photos = $state.raw<readonly AskedPhoto[]>([]);
  #state = $state.raw<AskingState>({ kind: 'rest' });
  #error = $state.raw<ThawError | null>(null);
  #chosen = $state<string | null>(null);
  #items: readonly AskedItem[] = [];
  readonly #waiting: (readonly AskedItem[])[] = [];
  #stream: { unsubscribe: () => void } | null = null;
  #fresh: AskedPhoto[] = [];
  #flush: ReturnType<typeof setTimeout> | undefined;
  /** The model is still being opened: until the first answer. */
  #opening = false;
  #done = 0;
  #total: number | null = null;

  constructor(client: Client, project: string, run: string) {
    this.#client = client;
    this.#project = project;
    this.run = run;
  }

  /** Newest batch first, each in its own order. */
  get photos(): readonly AskedPhoto[] {
    return this.#photos;
  }

  get state(): AskingState {
    return this.#state;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  /** The photo that is shown large; the newest one until another was chosen. */
  get chosen(): AskedPhoto | null {
    const chosen = this.#photos.find(({ id }) => id === this.#chosen);
    return chosen ?? this.#batches[0]?.find(({ kind }) => kind === 'answered') ?? this.#photos[0] ?? null;
  }

  /** All that was asked, to ask another model the same. */
  get items(): readonly AskedItem[] {
    return this.#items;
  }

  choose(id: string): void {
    this.#chosen = id;
  }

  closeError(): void {
    this.#error = null;
  }

  /** Asks about photos, after those that are being asked about. */
  ask(items: readonly AskedItem[]): void {
    if (items.length === 0) return;
    this.#items = [...this.#items, ...items];
    this.#waiting.push(items);
    if (!this.#stream) this.#next();
  }

  /** Keeps the answers that came. */
  cancel(): void {
    this.#waiting.length = 0;
    this.#stream?.unsubscribe();
    this.#end();
  }

  #next(): void {
    const items = this.#waiting.shift();
    if (!items) return;
    this.#error = null;
    this.#opening = false;
    this.#done = 0;
    this.#total = null;
    this.#chosen = null;
    this.#keep([[], ...this.#batches]);
    this.#state = { kind: 'opening' };
    this.#stream = this.#client.predictions.ask.subscribe(
      { project: this.#project, run: this.run, items: [...items] },
      {
        onData: (news) => {
          if (news.kind === 'opening') this.#opening = true;
          else if (news.kind === 'asked') {
            this.#restart(news.total);
          } else if (news.kind === 'photo') this.#receive(news.photo);
        },
        onError: (error) => {
          this.#error = thawErrorOf(error);
          this.#end();
          this.#next();
        },
        onComplete: () => {
          this.#end();
          this.#next();
        },
      },
    );
  }

  /** The photos were counted; a connection that came back asks from the beginning again. */
  #restart(total: number): void {
    this.#done = 0;
    this.#total = total;
    this.#fresh = [];
    this.#keep([[], ...this.#batches.slice(1)]);
    this.#show();
  }

  #keep(batches: readonly (readonly AskedPhoto[])[]): void {
    this.#batches = batches;
    this.#photos = batches.flat();
  }

  #receive(photo: AskedPhoto): void {
    this.#done += 1;
    this.#fresh.push(photo);
    this.#flush ??= setTimeout(() => {
      this.#show();
    }, flushMs);
  }

  /** Puts what came since the last time into the newest batch. */
  #show(): void {
    clearTimeout(this.#flush);
    this.#flush = undefined;
    this.#state =
      this.#opening && this.#done === 0
        ? { kind: 'opening' }
        : { kind: 'answering', done: this.#done, total: this.#total };
    if (this.#fresh.length === 0) return;
    const [newest = [], ...older] = this.#batches;
    this.#keep([[...newest, ...this.#fresh], ...older]);
    this.#fresh = [];
  }

  #end(): void {
    if (this.#fresh.length > 0) this.#show();
    clearTimeout(this.#flush);
    this.#flush = undefined;
    this.#keep(this.#batches.filter((batch) => batch.length > 0));
    this.#stream = null;
    this.#state = { kind: 'rest' };
  }
}

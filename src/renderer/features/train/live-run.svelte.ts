import type { TrainingNews, TrainingView } from '../../../shared/app/run-view.ts';
import type { EpochEvent } from '../../../shared/job-events.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';
import { withEpoch } from './with-epoch.ts';

/** Charts and numbers change at most 4 times a second, ms. */
const redrawMs = 250;

/** One run as it trains: what the service says of it, gathered so that the page redraws at most 4 times a second. */
export class LiveRun {
  readonly project: string;
  readonly run: string;
  #view = $state.raw<TrainingView | null>(null);
  #epochs = $state.raw<readonly EpochEvent[]>([]);
  #error = $state.raw<ThawError | null>(null);
  #ended = $state(false);
  #news: TrainingNews[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #subscription: { unsubscribe(): void };

  /** @param onEnd the service tells no more of this run, such as after it was discarded. */
  constructor(client: Client, project: string, run: string, onEnd: (live: LiveRun) => void) {
    this.project = project;
    this.run = run;
    this.#subscription = client.training.watch.subscribe(
      { project, run },
      {
        onData: (news) => {
          this.#take(news);
        },
        onError: (error) => {
          this.#error = thawErrorOf(error);
        },
        onComplete: () => {
          this.#end();
          onEnd(this);
        },
      },
    );
  }

  /** Null until the service's first word. */
  get view(): TrainingView | null {
    return this.#view;
  }

  get epochs(): readonly EpochEvent[] {
    return this.#epochs;
  }

  /** Why the run cannot be watched. */
  get error(): ThawError | null {
    return this.#error;
  }

  /** Nothing more comes; a run that gets this name later is another one. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The epoch whose weights would be kept now: the best one of the newest phase. */
  get best(): EpochEvent | null {
    return this.#epochs.findLast(({ best }) => best) ?? null;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#subscription.unsubscribe();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#news.length > 0) this.#show();
    this.#ended = true;
  }

  #take(news: TrainingNews): void {
    this.#news.push(news);
    if (this.#timer !== undefined) return;
    this.#show();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#news.length > 0) this.#show();
    }, redrawMs);
  }

  #show(): void {
    const news = this.#news;
    this.#news = [];
    const whole = news.findLastIndex(({ kind }) => kind === 'all');
    const all = news[whole];
    let epochs = all?.kind === 'all' ? all.epochs : this.#epochs;
    for (const one of news.slice(whole + 1)) if (one.kind === 'epoch') epochs = withEpoch(epochs, one.epoch);
    const last = news.findLast((one) => one.kind !== 'epoch');
    this.#epochs = epochs;
    if (last) this.#view = last.view;
  }
}

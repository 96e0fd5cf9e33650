import type { AnswerView } from '../../../shared/app/run-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';
import { asksForMistakes, type AnswerFilter } from './answer-filter.ts';

const pageSize = 100;

/** What answers are read: of one run, on one part, through one filter. */
export interface AnswerSource {
  readonly run: string;
  readonly part: 'test' | 'validation';
  readonly filter: AnswerFilter;
  /** Right answers as well, whatever the filter asks for. */
  readonly all?: boolean;
}

/** A run's answers, the surest mistakes first, read page by page as they come into view. */
export class Answers {
  readonly #client: Client;
  readonly #project: string;
  #source: AnswerSource | null = null;
  #pages = $state.raw<Readonly<Record<number, readonly AnswerView[]>>>({});
  #total = $state<number | null>(null);
  #error = $state.raw<ThawError | null>(null);
  /** The pages that were asked for; a new list for every source. */
  #asked: number[] = [];

  constructor(client: Client, project: string) {
    this.#client = client;
    this.#project = project;
  }

  /** Null until the first page came. */
  get total(): number | null {
    return this.#total;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  /** Undefined while it is not there yet. */
  at(index: number): AnswerView | undefined {
    return this.#pages[Math.floor(index / pageSize)]?.[index % pageSize];
  }

  /** The first ones, as many as are there. */
  first(count: number): readonly AnswerView[] {
    return (this.#pages[0] ?? []).slice(0, count);
  }

  /** Begins anew from this source. */
  show(source: AnswerSource): void {
    this.#source = source;
    this.#pages = {};
    this.#total = null;
    this.#error = null;
    this.#asked = [];
    this.need(0, 0);
  }

  /** Reads the pages of a range that were not asked for yet. */
  need(first: number, last: number): void {
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1)
      if (!this.#asked.includes(page)) void this.#read(page);
  }

  async #read(page: number): Promise<void> {
    const source = this.#source;
    if (!source) return;
    const asked = this.#asked;
    asked.push(page);
    try {
      const { total, answers } = await this.#client.runs.answers.query({
        project: this.#project,
        run: source.run,
        part: source.part,
        ...source.filter,
        mistakesOnly: source.all !== true && asksForMistakes(source.filter),
        offset: page * pageSize,
        limit: pageSize,
      });
      if (source !== this.#source) return;
      this.#total = total;
      this.#pages = { ...this.#pages, [page]: answers };
    } catch (error) {
      asked.splice(asked.indexOf(page), 1);
      if (source === this.#source) this.#error = thawErrorOf(error);
    }
  }
}

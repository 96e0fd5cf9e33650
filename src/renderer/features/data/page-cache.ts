/** A stretch of a long list, as the service gives it. */
export interface Page<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}

export type FetchPage<Item> = (offset: number, limit: number) => Promise<Page<Item>>;

interface Options<Item> {
  readonly fetch: FetchPage<Item>;
  /** Something that is shown may have changed. */
  readonly onchange: () => void;
  readonly onerror: (error: unknown) => void;
  readonly pageSize?: number;
  /** Pages that are kept, the last used ones. */
  readonly keep?: number;
}

/**
 * A long list, fetched page by page as it is looked at. After `refresh` the old items stay until the new ones are
 * there, so that nothing flickers; `reset` forgets them, since another list is shown.
 */
export class PageCache<Item> {
  readonly #options: Required<Options<Item>>;
  /** Least recently used first. */
  readonly #pages = new Map<number, readonly Item[]>();
  readonly #stale = new Set<number>();
  readonly #loading = new Map<number, Promise<void>>();
  #wanted: readonly [first: number, last: number] = [0, 0];
  /** One more item that is looked at, apart from the range on the screen. */
  #single: number | null = null;
  #generation = 0;
  #total: number | null = null;

  constructor(options: Options<Item>) {
    this.#options = { pageSize: 200, keep: 100, ...options };
  }

  /** Null until the first page came. */
  get total(): number | null {
    return this.#total;
  }

  at(index: number): Item | undefined {
    const { pageSize } = this.#options;
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** What is on the screen: missing and stale pages of it are fetched. */
  look(first: number, last: number): void {
    this.#wanted = [first, last];
    for (const page of this.#pagesOf(first, last)) this.#fresh(page);
  }

  /** One item that is looked at beside the range on the screen; null: none any more. */
  lookAtOne(index: number | null): void {
    this.#single = index;
    if (index !== null) this.#fresh(Math.floor(index / this.#options.pageSize));
  }

  /** The list may have changed. */
  refresh(): void {
    this.#generation++;
    this.#loading.clear();
    for (const page of this.#pages.keys()) this.#stale.add(page);
    this.look(...this.#wanted);
    this.lookAtOne(this.#single);
  }

  /** Another list is shown from now on. */
  reset(): void {
    this.#pages.clear();
    this.#stale.clear();
    this.#total = null;
    this.#wanted = [0, 0];
    this.#single = null;
    this.refresh();
    this.#options.onchange();
  }

  /** The items of these indexes, fetched where they are not there; what no longer exists is left out. */
  async items(indexes: Iterable<number>): Promise<readonly Item[]> {
    const sorted = [...indexes].sort((a, b) => a - b);
    const { pageSize } = this.#options;
    const found: Item[] = [];
    for (const index of sorted) {
      const page = Math.floor(index / pageSize);
      if (!this.#pages.has(page)) await this.#load(page);
      const item = this.at(index);
      if (item !== undefined) found.push(item);
    }
    return found;
  }

  #pagesOf(first: number, last: number): readonly number[] {
    const { pageSize } = this.#options;
    const end = this.#total === null ? last : Math.min(last, Math.max(this.#total - 1, 0));
    const start = Math.floor(Math.max(0, first) / pageSize);
    const length = Math.max(0, Math.floor(end / pageSize) - start) + 1;
    return Array.from({ length }, (_, step) => start + step);
  }

  #fresh(page: number): void {
    if (!this.#pages.has(page) || this.#stale.has(page)) void this.#load(page);
  }

  #load(page: number): Promise<void> {
    const running = this.#loading.get(page);
    if (running) return running;
    const loading = this.#fetch(page, this.#generation).finally(() => {
      if (this.#loading.get(page) === loading) this.#loading.delete(page);
    });
    this.#loading.set(page, loading);
    return loading;
  }

  async #fetch(page: number, generation: number): Promise<void> {
    const { fetch, pageSize, onchange, onerror } = this.#options;
    try {
      const { total, items } = await fetch(page * pageSize, pageSize);
      if (generation !== this.#generation) return;
      this.#total = total;
      this.#pages.delete(page);
      this.#pages.set(page, items);
      this.#stale.delete(page);
      this.#forgetOldest();
      onchange();
    } catch (error) {
      if (generation === this.#generation) onerror(error);
    }
  }

  #forgetOldest(): void {
    const shown = new Set(this.#pagesOf(...this.#wanted));
    if (this.#single !== null) shown.add(Math.floor(this.#single / this.#options.pageSize));
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= this.#options.keep) return;
      if (!shown.has(page)) this.#pages.delete(page);
    }
  }
}

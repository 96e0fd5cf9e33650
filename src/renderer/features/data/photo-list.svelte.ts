import { createSubscriber } from 'svelte/reactivity';
import type { PhotoFilter, PhotoView } from '../../../shared/app/project-view.ts';
import type { Client } from '../../shared/client.ts';
import { PageCache } from './page-cache.ts';

/** Shortest time between two refreshes while photos are read, ms: an answer must be able to come in between. */
const refreshMs = 500;

/** The photos of a project that a filter and a search leave, page by page; reading it is reactive. */
export class PhotoList {
  readonly #cache: PageCache<PhotoView>;
  /** Tells who reads the list that it has changed. */
  #changed: () => void = () => undefined;
  readonly #subscribe = createSubscriber((update) => {
    this.#changed = update;
  });
  #filter = $state.raw<PhotoFilter>({ kind: 'all' });
  #search = $state('');
  #refreshing: ReturnType<typeof setTimeout> | null = null;
  #refreshedAt = 0;

  constructor(client: Client, project: string, onerror: (error: unknown) => void) {
    this.#cache = new PageCache<PhotoView>({
      fetch: async (offset, limit) => {
        const { total, photos } = await client.photos.page.query({
          project,
          filter: this.#filter,
          search: this.#search,
          offset,
          limit,
        });
        return { total, items: photos };
      },
      onchange: () => {
        this.#changed();
      },
      onerror,
    });
  }

  get #reactive(): PageCache<PhotoView> {
    this.#subscribe();
    return this.#cache;
  }

  get filter(): PhotoFilter {
    return this.#filter;
  }

  get search(): string {
    return this.#search;
  }

  /** Null until the first page came. */
  get total(): number | null {
    return this.#reactive.total;
  }

  readonly at = (index: number): PhotoView | undefined => {
    return this.#reactive.at(index);
  };

  readonly look = (first: number, last: number): void => {
    this.#cache.look(first, last);
  };

  lookAtOne(index: number | null): void {
    this.#cache.lookAtOne(index);
  }

  show(filter: PhotoFilter, search: string): void {
    this.#filter = filter;
    this.#search = search;
    this.#cache.reset();
  }

  /** The project has changed. */
  refresh(): void {
    if (this.#refreshing !== null) return;
    const wait = Math.max(0, this.#refreshedAt + refreshMs - Date.now());
    this.#refreshing = setTimeout(() => {
      this.#refreshing = null;
      this.#refreshedAt = Date.now();
      this.#cache.refresh();
    }, wait);
  }

  items(indexes: Iterable<number>): Promise<readonly PhotoView[]> {
    return this.#cache.items(indexes);
  }

  close(): void {
    if (this.#refreshing !== null) clearTimeout(this.#refreshing);
  }
}

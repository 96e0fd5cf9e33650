import type { FolderEntry, FolderListing } from '../../../shared/app/work-view.ts';
import type { ThawError } from '../../../shared/errors/thaw-error.ts';
import { thawErrorOf, type Client } from '../../shared/client.ts';
import type { NamedPath } from './crumbs.ts';

export type BrowserMode = 'folder' | 'folder-or-zip' | 'photos';

const shown = { folder: 'folders', 'folder-or-zip': 'folders-and-zips', photos: 'photos' } as const;

/** Where the dialog was last, as long as the page lives. */
let lastFolder: string | null = null;

/** The folder that the dialog shows, and what is marked in it. */
export class FolderBrowser {
  readonly #client: Client;
  readonly #mode: BrowserMode;
  #roots = $state.raw<readonly NamedPath[]>([]);
  #listing = $state.raw<FolderListing | null>(null);
  #error = $state.raw<ThawError | null>(null);
  #loading = $state(true);
  #marked = $state.raw<readonly string[]>([]);
  /** A slow folder's answer must not replace that of the one asked for after it. */
  #asked = 0;

  constructor(client: Client, mode: BrowserMode) {
    this.#client = client;
    this.#mode = mode;
  }

  get roots(): readonly NamedPath[] {
    return this.#roots;
  }

  get listing(): FolderListing | null {
    return this.#listing;
  }

  get error(): ThawError | null {
    return this.#error;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** Paths of marked photos, or of one .zip. */
  get marked(): readonly string[] {
    return this.#marked;
  }

  async start(): Promise<void> {
    try {
      this.#roots = await this.#client.folders.roots.query();
    } catch (error) {
      this.#fail(error);
      return;
    }
    const first = this.#roots[0]?.path;
    if (lastFolder !== null && (await this.open(lastFolder))) return;
    if (first !== undefined) await this.open(first);
    else this.#loading = false;
  }

  /** True where the folder could be opened. */
  async open(path: string): Promise<boolean> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#loading = true;
    try {
      const listing = await this.#client.folders.list.query({ path, show: shown[this.#mode] });
      if (asked !== this.#asked) return true;
      this.#listing = listing;
      this.#marked = [];
      this.#error = null;
      this.#loading = false;
      lastFolder = listing.path;
      return true;
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
      return false;
    }
  }

  mark(entry: FolderEntry): void {
    const already = this.#marked.includes(entry.path);
    if (this.#mode === 'photos')
      this.#marked = already
        ? this.#marked.filter((path) => path !== entry.path)
        : [...this.#marked, entry.path];
    else this.#marked = already ? [] : [entry.path];
  }

  /** Makes a folder in the one that is shown, and opens it. */
  async make(name: string): Promise<void> {
    const parent = this.#listing?.path;
    if (parent === undefined) return;
    try {
      const { path } = await this.#client.folders.make.mutate({ parent, name });
      await this.open(path);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#error = thawErrorOf(error);
    this.#loading = false;
  }
}

import type { PhotoFilter, PhotoView } from '../../../shared/app/project-view.ts';
import type { App } from '../../shared/app.ts';

/** Photos in the strip at a time, where there is room for them. */
export const filmLength = 10;

/** A photo whose changes can be shown: of the project, or one that was dropped. */
export interface PreviewPhoto {
  /** As `augmentedUrl` wants it: of the project, or `upload:ID/NAME`. */
  readonly path: string;
  readonly version: string | null;
  readonly name: string;
}

/** The strip of photos below the preview, a stretch of the training part at a time. */
export class FilmStrip {
  readonly #app: App;
  readonly #project: string;
  #start = $state(0);
  #total = $state<number | null>(null);
  #photos = $state.raw<readonly PhotoView[]>([]);
  #dropped = $state.raw<PreviewPhoto | null>(null);
  #chosen = $state.raw<PreviewPhoto | null>(null);
  #filter: PhotoFilter = { kind: 'all' };
  #signature = '';
  #asked = 0;

  constructor(app: App, project: string) {
    this.#app = app;
    this.#project = project;
  }

  get photos(): readonly PhotoView[] {
    return this.#photos;
  }

  get dropped(): PreviewPhoto | null {
    return this.#dropped;
  }

  /** Null until photos are known; then the one that is shown. */
  get chosen(): PreviewPhoto | null {
    return this.#chosen;
  }

  /** Null until the first photos came. */
  get total(): number | null {
    return this.#total;
  }

  get hasEarlier(): boolean {
    return this.#start > 0;
  }

  get hasLater(): boolean {
    return this.#start + filmLength < (this.#total ?? 0);
  }

  choose(photo: PreviewPhoto): void {
    this.#chosen = photo;
  }

  /**
   * Photos of the training part, or all where there is no split. Fetched anew where `signature`, which names all that
   * the list depends on, is another one.
   */
  follow(training: boolean, signature: string): void {
    if (this.#signature === signature) return;
    this.#signature = signature;
    this.#filter = training ? { kind: 'part', part: 'train' } : { kind: 'all' };
    void this.#load(this.#start);
  }

  async #load(start: number): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { total, photos } = await this.#app.client.photos.page.query({
        project: this.#project,
        filter: this.#filter,
        search: '',
        offset: start,
        limit: filmLength,
      });
      if (asked !== this.#asked) return;
      this.#start = start;
      this.#total = total;
      this.#photos = photos.filter(({ state }) => state.kind === 'used');
      this.#chosen ??= this.#photos[0] ? previewOf(this.#photos[0]) : null;
    } catch (error) {
      this.#app.fail(error);
    }
  }

  turn(by: 1 | -1): Promise<void> {
    const last = Math.max(0, (this.#total ?? 0) - filmLength);
    const start = Math.max(0, Math.min(last, this.#start + by * filmLength));
    return this.#load(start);
  }

  /** Shows a photo that is not of the project. */
  drop(photo: PreviewPhoto): void {
    this.#dropped = photo;
    this.#chosen = photo;
  }
}

export function previewOf({ path, version }: PhotoView): PreviewPhoto {
  return { path, version, name: path.slice(path.lastIndexOf('/') + 1) };
}

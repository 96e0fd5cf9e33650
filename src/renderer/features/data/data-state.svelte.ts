import type { PhotoFilter, PhotoView } from '../../../shared/app/project-view.ts';
import type { App } from '../../shared/app.ts';
import { changePhotos, type DoneChange, type PhotoChange } from './change-photos.ts';
import { PhotoList } from './photo-list.svelte.ts';
import {
  nothingSelected,
  type PhotoSelection,
  selectAll,
  selectPhoto,
  type SelectionManner,
} from './photo-selection.ts';
import { dataWords } from './words/index.ts';

/** Least side of a thumbnail, px. */
export const gridSizes = { small: 76, medium: 120, large: 180 } as const;
export type GridSize = keyof typeof gridSizes;

/** How long typing rests before it is searched for, ms. */
const typingMs = 200;

const sizeKey = 'thaw-grid-size';

/** What the data screen shows and what is chosen there. */
export class DataState {
  readonly list: PhotoList;
  readonly #app: App;
  readonly #project: string;
  #signature = '';
  #selection = $state.raw<PhotoSelection>(nothingSelected);
  #size = $state<GridSize>(storedSize());
  #opened = $state<number | null>(null);
  #typed = $state('');
  #typing: ReturnType<typeof setTimeout> | undefined;
  #done = $state.raw<DoneChange | null>(null);
  #relabelling = $state.raw<readonly PhotoView[] | null>(null);

  constructor(app: App, project: string) {
    this.#app = app;
    this.#project = project;
    this.list = new PhotoList(app.client, project, (error) => {
      app.fail(error);
    });
    this.list.show({ kind: 'all' }, '');
  }

  /** Fetches anew what is shown where `signature`, which names all that the list depends on, is another one. */
  follow(signature: string): void {
    if (this.#signature === signature) return;
    this.#signature = signature;
    this.list.refresh();
  }

  get selection(): PhotoSelection {
    return this.#selection;
  }

  get size(): GridSize {
    return this.#size;
  }

  setSize(size: GridSize): void {
    this.#size = size;
    localStorage.setItem(sizeKey, size);
  }

  /** Index of the photo in the viewer; null: none is open. */
  get opened(): number | null {
    return this.#opened;
  }

  open(index: number | null): void {
    this.#opened = index;
    this.#done = null;
    this.list.lookAtOne(index);
  }

  /** The last change in the viewer, which covers the toasts. */
  get done(): DoneChange | null {
    return this.#done;
  }

  async undoDone(): Promise<void> {
    const done = this.#done;
    this.#done = null;
    await done?.undo();
  }

  /** Photos whose class is being chosen. */
  get relabelling(): readonly PhotoView[] | null {
    return this.#relabelling;
  }

  show(filter: PhotoFilter): void {
    this.clear();
    this.list.show(filter, this.list.search);
  }

  showAll(): void {
    this.search('');
    this.show({ kind: 'all' });
  }

  /** What is typed into the search, before it is searched for. */
  get typed(): string {
    return this.#typed;
  }

  type(text: string): void {
    this.#typed = text;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.search(text);
    }, typingMs);
  }

  search(text: string): void {
    clearTimeout(this.#typing);
    this.#typed = text;
    if (text.trim() === this.list.search) return;
    this.clear();
    this.list.show(this.list.filter, text.trim());
  }

  select(index: number, manner: SelectionManner): void {
    this.#selection = selectPhoto(this.#selection, index, manner);
  }

  selectAll(): void {
    this.#selection = selectAll(this.list.total ?? 0);
  }

  clear(): void {
    this.#selection = nothingSelected;
  }

  /** The chosen photos; where none is chosen, the one at `index`. */
  async #photosFor(index: number | null): Promise<readonly PhotoView[]> {
    const chosen = this.#selection.indexes;
    const photos = await this.list.items(chosen.size > 0 ? chosen : index === null ? [] : [index]);
    return photos.filter(({ state }) => state.kind !== 'unusable');
  }

  async askForClass(index: number | null): Promise<void> {
    const photos = await this.#photosFor(index);
    if (photos.length > 0) this.#relabelling = photos;
  }

  endRelabelling(): void {
    this.#relabelling = null;
  }

  /** Leaves the photos out; where all of them are out already, takes them in again. */
  async toggleLeftOut(index: number | null): Promise<void> {
    const photos = await this.#photosFor(index);
    const allOut = photos.every(({ state }) => state.kind === 'left-out');
    await this.change(photos, { kind: allOut ? 'take-in' : 'leave-out' });
  }

  async change(photos: readonly PhotoView[], change: PhotoChange): Promise<void> {
    this.endRelabelling();
    if (photos.length === 0) return;
    if (this.#opened === null) this.clear();
    const done = await changePhotos(this.#app, this.#project, photos, change, () => {
      this.list.refresh();
    });
    if (!done) return;
    if (this.#opened !== null) this.#done = done;
    else
      this.#app.toast({
        tone: 'ice',
        text: done.text,
        action: { label: dataWords[this.#app.language].grid.undo, run: () => void done.undo() },
      });
  }

  close(): void {
    clearTimeout(this.#typing);
    this.list.close();
  }
}

function storedSize(): GridSize {
  const stored = localStorage.getItem(sizeKey);
  return stored !== null && stored in gridSizes ? (stored as GridSize) : 'small';
}

import type { Desktop } from '../../shared/app/desktop.ts';
import type { Dropped, DropTaker, Step } from '../shared/app.ts';
import { classifyDragged, holdsModel, type DraggedKind, type DropKind } from './classify-drop.ts';
import { lookInto, readEntries, takeItems, type DroppedItems } from './read-dropped.ts';

/** What the drop surface says. */
export type Dragging =
  | { readonly kind: 'taken'; readonly says: string }
  | { readonly kind: 'folder' | 'zip' | 'model' | 'predict' | 'wrong' };

export interface DropOptions {
  readonly desktop: Desktop | null;
  readonly step: () => Step | null;
  /** A trained model is open, so that photos may be asked about. */
  readonly canPredict: () => boolean;
  readonly openAsProject: (dropped: Dropped) => Promise<void>;
  /** `name`: of the file, or of the folder, that is opened. */
  readonly openModel: (dropped: Dropped, name: string) => Promise<void>;
  readonly goToPredict: () => void;
  /** The drop is nothing that can be done now. */
  readonly refuse: (kind: Exclude<DropKind, { kind: 'folder' | 'zip' | 'model' }>) => void;
  readonly fail: (error: unknown) => void;
  /** Shows how many files were found; what it gives ends the reading when the person cancels. */
  readonly reading: () => { readonly signal: AbortSignal; found: (count: number) => void; end: () => void };
}

/** Drags and pastes on the whole window. */
export class Drops {
  readonly #options: DropOptions;
  #taker: { readonly take: DropTaker; readonly says: string } | null = null;
  /** Dropped before the view that takes it was there. */
  #pending: Dropped | null = null;
  #depth = 0;
  #dragging = $state.raw<Dragging | null>(null);

  constructor(options: DropOptions) {
    this.#options = options;
    window.addEventListener('dragenter', (event) => {
      this.#enter(event);
    });
    window.addEventListener('dragover', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      // Also for what is wrong: a drop that is refused in words tells more than one that does nothing.
      event.dataTransfer!.dropEffect = 'copy';
    });
    window.addEventListener('dragleave', (event) => {
      if (carriesFiles(event) && (this.#depth -= 1) <= 0) this.#end();
    });
    window.addEventListener('drop', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.#end();
      void this.#drop(takeItems(event.dataTransfer!));
    });
    window.addEventListener('paste', (event) => {
      this.#paste(event);
    });
  }

  get dragging(): Dragging | null {
    return this.#dragging;
  }

  takeDrops(take: DropTaker, says: string): () => void {
    const taker = { take, says };
    this.#taker = taker;
    const pending = this.#pending;
    this.#pending = null;
    if (pending)
      queueMicrotask(() => {
        take(pending);
      });
    return () => {
      if (this.#taker === taker) this.#taker = null;
    };
  }

  #enter(event: DragEvent): void {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    this.#depth += 1;
    const files = [...event.dataTransfer!.items].filter(({ kind }) => kind === 'file');
    this.#dragging = this.#meaning(classifyDragged(files.map(({ type }) => type)));
  }

  #end(): void {
    this.#depth = 0;
    this.#dragging = null;
  }

  #meaning(kind: DraggedKind): Dragging {
    switch (kind) {
      case 'folder':
        return this.#taker && this.#options.step() === 'predict'
          ? { kind: 'taken', says: this.#taker.says }
          : { kind: 'folder' };
      case 'photos':
        if (this.#taker) return { kind: 'taken', says: this.#taker.says };
        return this.#options.canPredict() ? { kind: 'predict' } : { kind: 'wrong' };
      case 'zip':
      case 'model':
      case 'wrong':
        return { kind };
    }
  }

  async #drop(items: DroppedItems): Promise<void> {
    const { kind } = items;
    const onPredict = this.#options.step() === 'predict' && this.#taker !== null;
    if (kind.kind === 'wrong') {
      this.#options.refuse(kind);
      return;
    }
    if (kind.kind === 'several-folders' && !onPredict) {
      this.#options.refuse(kind);
      return;
    }
    if (kind.kind === 'photos' && !this.#taker && !this.#options.canPredict()) {
      this.#options.refuse(kind);
      return;
    }
    const opensProject = kind.kind === 'zip' || (kind.kind === 'folder' && !onPredict);
    try {
      const inFolder = opensProject && holdsModel(await lookInto(items.entries));
      const dropped = await this.#contentOf(items);
      if (!dropped) return;
      if (kind.kind === 'model' || (kind.kind === 'folder' && inFolder))
        await this.#options.openModel(dropped, kind.name);
      else if (opensProject) await this.#options.openAsProject(dropped);
      else this.#give(dropped);
    } catch (error) {
      this.#options.fail(error);
    }
  }

  #give(dropped: Dropped): void {
    if (this.#taker) {
      this.#taker.take(dropped);
      return;
    }
    this.#pending = dropped;
    this.#options.goToPredict();
  }

  /** Paths where the window knows them, else the files themselves; null where the reading was cancelled. */
  async #contentOf({ kind, files, entries }: DroppedItems): Promise<Dropped | null> {
    const { desktop } = this.#options;
    const paths = desktop ? files.map((file) => desktop.pathOf(file)).filter((path) => path !== '') : [];
    if (paths.length > 0 && paths.length === files.length) return { kind: 'paths', paths };
    const name = kind.kind === 'folder' || kind.kind === 'zip' ? kind.name : '';
    const reading = this.#options.reading();
    try {
      return { kind: 'files', name, files: await readEntries(entries, reading.signal, reading.found) };
    } catch (error) {
      if (reading.signal.aborted) return null;
      throw error;
    } finally {
      reading.end();
    }
  }

  #paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
    if (files.length === 0) return;
    event.preventDefault();
    if (!this.#taker && !this.#options.canPredict()) {
      this.#options.refuse({ kind: 'photos', count: files.length });
      return;
    }
    this.#give({ kind: 'files', name: '', files: files.map(named) });
  }
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}

/** A clipboard may hold several pictures of one name. */
function named(file: File, index: number): { readonly path: string; readonly file: File } {
  return { path: index === 0 ? file.name : `${index + 1}-${file.name}`, file };
}

import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CheckView, ReadingState, SplitView } from '../../shared/app/project-view.ts';
import { type PlainError, ThawError } from '../../shared/errors/thaw-error.ts';
import { isInside } from '../../engine/dataset/is-inside.ts';
import { writeJsonAtomically } from '../../engine/storage/write-atomically.ts';
import { type IndexedPhoto, type PhotoIndex, photoIndexName, photoIndexVersion } from './photo-index.ts';
import { type ProjectFile, projectFileName } from './project-file.ts';
import { type LabelCheck, writeLabelCheck } from './label-check-file.ts';
import { type FoundGroups, writeGroups } from './groups-file.ts';
import { writeTwins, type PictureGroups } from './twins-file.ts';

/** What is being done with a project now; gone when the service ends. */
export interface ProjectWork {
  /** A reading under way, or why the last one failed. */
  readonly reading: Exclude<ReadingState, { kind: 'read' | 'cancelled' }> | null;
  /** The reading shows photos as they come: the index is not whole, and nothing is split by it. */
  readonly growing: boolean;
  /** Photos being copied or moved, or that being undone. */
  readonly writing: SplitView['writing'];
  readonly writingError: PlainError | null;
  /** A thorough check under way; why the last one failed. */
  readonly checking: CheckView['running'];
  readonly checkError: PlainError | null;
  /** Groups of photos are being found; why they could not be. */
  readonly grouping: boolean;
  readonly groupError: PlainError | null;
}

/**
 * One open project: its file, its index of photos, and who wants to hear of changes. Everything that works on a
 * project holds this object; what it reads from it is a value that does not change under its hands.
 */
export interface Project {
  readonly id: string;
  /** Absolute path of the project's own folder, which is also what a training job is given: `split.json` lies there. */
  readonly folder: string;
  /** Where runs lie, one folder each; it need not exist yet. */
  readonly runsFolder: string;
  /** Where runs go that the system's trash does not take; it need not exist yet. */
  readonly trashFolder: string;
  /** Absolute path of the folder that the photos are read from. */
  readonly sourceFolder: string;
  /** What the user set, as last saved. */
  readonly file: ProjectFile;
  /** What the last reading found; empty before the first one. Grows while the first reading is under way. */
  readonly index: PhotoIndex;
  /**
   * Changes the project's file: one change after the other, each on the result of the one before, each saved before
   * it counts. Subscribers are told. Throws what `change` throws, `permission-denied` or `disk-full`; then nothing
   * has changed.
   */
  update(change: (file: ProjectFile) => ProjectFile): Promise<void>;
  /** Shows another index; with `keep` it is saved as photos.json first. */
  setIndex(index: PhotoIndex, keep: boolean): Promise<void>;
  /** SHA-256s of the files that show one picture, as far as the photos were compared. */
  readonly twins: PictureGroups;
  /** Saves them first. */
  setTwins(groups: PictureGroups): Promise<void>;
  /** What the last thorough check found; null: there was none. */
  readonly labelCheck: LabelCheck | null;
  /** Saves it first. */
  setLabelCheck(check: LabelCheck): Promise<void>;
  /** What belongs together by a rule, which need not be the project's now; null: nothing was grouped yet. */
  readonly groups: FoundGroups | null;
  /** Saves them first. */
  setGroups(groups: FoundGroups): Promise<void>;
  /** They are of photos that were read before: until they are found anew there is no split. */
  doubtGroups(): void;
  readonly work: ProjectWork;
  /** Changes what is being done; subscribers are told. */
  setWork(change: Partial<ProjectWork>): void;
  /** Something that the project's view shows changed elsewhere, such as a run: subscribers are told. */
  changed(): void;
  /** Calls `listener` at every change, until the function it returns is called. */
  subscribe(listener: () => void): () => void;
  /**
   * Absolute path of a photo, links resolved. Only of photos that the last reading found, and only inside the
   * source's folder. Throws `photo-not-found`.
   */
  photoFile(path: string): Promise<string>;
  /** The indexed photo of this path. Throws `photo-not-found`. */
  photo(path: string): IndexedPhoto;
}

/** @param folder absolute path of the project's own folder. */
export function openProject(
  folder: string,
  first: ProjectFile,
  firstIndex: PhotoIndex,
  firstTwins: PictureGroups = [],
  firstLabelCheck: LabelCheck | null = null,
  firstGroups: FoundGroups | null = null,
): Project {
  let file = first;
  let index = firstIndex;
  let twins = firstTwins;
  let labelCheck = firstLabelCheck;
  let groups = firstGroups;
  let work: ProjectWork = {
    reading: null,
    growing: false,
    writing: null,
    writingError: null,
    checking: null,
    checkError: null,
    grouping: false,
    groupError: null,
  };
  let queue: Promise<unknown> = Promise.resolve();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const photo = (path: string): IndexedPhoto => {
    const found = index.get(path);
    if (!found) throw new ThawError('photo-not-found', { path });
    return found;
  };
  return {
    id: first.id,
    folder,
    runsFolder: join(folder, 'runs'),
    trashFolder: join(folder, 'trash'),
    get sourceFolder() {
      return file.source.folder;
    },
    get file() {
      return file;
    },
    get index() {
      return index;
    },
    update(change) {
      const saved = queue.then(async () => {
        const next = change(file);
        if (next === file) return;
        await writeJsonAtomically(join(folder, projectFileName), next);
        file = next;
        changed();
      });
      queue = saved.catch(() => undefined);
      return saved;
    },
    async setIndex(next, keep) {
      if (keep) {
        const { folder: of, layout, photos, skipped } = next;
        const content = { schemaVersion: photoIndexVersion, folder: of, layout, photos, skipped };
        await writeJsonAtomically(join(folder, photoIndexName), content);
      }
      index = next;
      changed();
    },
    get twins() {
      return twins;
    },
    async setTwins(found) {
      await writeTwins(folder, found);
      // Found again as they were: nothing changed.
      if (JSON.stringify(found) === JSON.stringify(twins)) return;
      twins = found;
      changed();
    },
    get groups() {
      return groups;
    },
    async setGroups(next) {
      await writeGroups(folder, next);
      groups = next;
      changed();
    },
    doubtGroups() {
      groups = null;
    },
    get labelCheck() {
      return labelCheck;
    },
    async setLabelCheck(check) {
      await writeLabelCheck(folder, check);
      labelCheck = check;
      changed();
    },
    get work() {
      return work;
    },
    setWork(change) {
      work = { ...work, ...change };
      changed();
    },
    changed,
    subscribe(listener) {
      // A wrapper, so that one function may be given twice.
      const own = (): void => {
        listener();
      };
      listeners.add(own);
      return () => listeners.delete(own);
    },
    photo,
    async photoFile(path) {
      photo(path);
      const notFound = new ThawError('photo-not-found', { path });
      const [root, real] = await Promise.all([
        realpath(index.folder),
        realpath(resolve(index.folder, path)),
      ]).catch(() => {
        throw notFound;
      });
      // A link may have been laid since the reading.
      if (!isInside(root, real)) throw notFound;
      return real;
    },
  };
}

import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import { dataHome } from '../../engine/storage/home.ts';
import { writeJsonAtomically } from '../../engine/storage/write-atomically.ts';
import {
  type PhotoIndexFile,
  photoIndexName,
  photoIndexOf,
  photoIndexSchema,
  photoIndexVersion,
} from './photo-index.ts';
import { readGroups } from './groups-file.ts';
import { readLabelCheck } from './label-check-file.ts';
import { openProject, type Project } from './project.ts';
import {
  type ProjectFile,
  projectFileName,
  projectFileSchema,
  projectSchemaVersion,
  readProjectJson,
} from './project-file.ts';
import { readTwins } from './twins-file.ts';
import { provideFolder } from '../../engine/storage/make-folder.ts';

/** One line of `projects.json`. */
export interface ProjectEntry {
  readonly id: string;
  /** Absolute path of the project's own folder. */
  readonly folder: string;
  /** ISO 8601. */
  readonly openedAt: string;
}

/** The projects that this computer knows, and the open ones among them. The service has one store. */
export interface ProjectStore {
  /** Where new projects are made; absolute. */
  readonly projectsFolder: string;
  /** Recently opened first. */
  entries(): Promise<readonly ProjectEntry[]>;
  /**
   * The project of this id; the same object at every call. Throws `project-not-found`, `project-file-damaged`,
   * `project-from-newer-version` or `permission-denied`.
   */
  open(id: string): Promise<Project>;
  /** Tells the subscribers of an open project that something in its view changed; nothing where it is not open. */
  changed(id: string): void;
  /** A folder of its own for a new project of this name, made, and the project's id. */
  makeFolder(name: string): Promise<{ readonly id: string; readonly folder: string }>;
  /** Writes the first project file into a folder made by `makeFolder` and lists it. */
  add(folder: string, file: ProjectFile): Promise<Project>;
  /** Lists a project whose folder is complete already, such as one that came from another computer. */
  join(folder: string, id: string): Promise<void>;
  /** Marks a project as opened now. */
  touch(id: string): Promise<void>;
  /** Takes it from the list; its folder stays. Throws `project-not-found`. */
  forget(id: string): Promise<void>;
}

const listSchema = z.object({
  schemaVersion: z.literal(1),
  projects: z.array(z.object({ id: z.string(), folder: z.string(), openedAt: z.string() })),
});

/** Opens the store below the app's data folder. @param home `dataHome()` unless a test says otherwise. */
export function openProjectStore(home: string = dataHome()): ProjectStore {
  const listFile = join(home, 'projects.json');
  const projectsFolder = join(home, 'projects');
  const opened = new Map<string, Promise<Project>>();
  let list: { readonly stamp: string; readonly projects: readonly ProjectEntry[] } | null = null;
  let changing: Promise<unknown> = Promise.resolve();
  const readList = async (): Promise<readonly ProjectEntry[]> => {
    const found = await stat(listFile).catch(() => null);
    const stamp = found ? `${found.ino} ${found.size} ${found.mtimeMs}` : '';
    // The terminal adds projects too.
    if (list?.stamp === stamp) return list.projects;
    const projects = (await readProjectJson(listFile, listSchema, 1))?.projects ?? [];
    list = { stamp, projects };
    return projects;
  };
  const entries = async (): Promise<readonly ProjectEntry[]> => {
    await changing.catch(() => undefined);
    return readList();
  };
  const changeList = async (
    change: (projects: readonly ProjectEntry[]) => readonly ProjectEntry[],
  ): Promise<void> => {
    // One after the other; a failed one leaves the list as it was.
    const changed = changing
      .catch(() => undefined)
      .then(async () => {
        const projects = recentFirst(change(await readList()));
        await writeJsonAtomically(listFile, { schemaVersion: 1, projects });
      });
    changing = changed;
    await changed;
  };
  const requireEntry = async (id: string): Promise<ProjectEntry> => {
    const entry = (await entries()).find((known) => known.id === id);
    if (!entry) throw new ThawError('project-not-found', { project: id });
    return entry;
  };
  const load = async (id: string): Promise<Project> => {
    const { folder } = await requireEntry(id);
    const file = await readProjectJson(
      join(folder, projectFileName),
      projectFileSchema,
      projectSchemaVersion,
    );
    if (file?.id !== id) throw new ThawError('project-not-found', { project: id });
    const index = await readIndex(join(folder, photoIndexName));
    const empty = { folder: file.source.folder, layout: null, photos: [], skipped: [] };
    const [twins, labelCheck, groups] = await Promise.all([
      readTwins(folder),
      readLabelCheck(folder),
      readGroups(folder),
    ]);
    return openProject(folder, file, photoIndexOf(index ?? empty), twins, labelCheck, groups);
  };
  return {
    projectsFolder,
    entries,
    open(id) {
      const known = opened.get(id) ?? load(id);
      opened.set(id, known);
      known.catch(() => opened.delete(id));
      return known;
    },
    changed(id) {
      opened.get(id)?.then(
        (project) => {
          project.changed();
        },
        () => undefined,
      );
    },
    async makeFolder(name) {
      const id = randomBytes(5).toString('hex');
      const folder = join(projectsFolder, `${slugOf(name)}-${id}`);
      await provideFolder(folder);
      return { id, folder };
    },
    async add(folder, file) {
      await writeJsonAtomically(join(folder, projectFileName), file);
      await this.join(folder, file.id);
      return this.open(file.id);
    },
    async join(folder, id) {
      const openedAt = new Date().toISOString();
      await changeList((projects) => [...projects, { id, folder, openedAt }]);
    },
    async touch(id) {
      await requireEntry(id);
      const openedAt = new Date().toISOString();
      await changeList((projects) =>
        projects.map((entry) => (entry.id === id ? { ...entry, openedAt } : entry)),
      );
    },
    async forget(id) {
      await requireEntry(id);
      await changeList((projects) => projects.filter((entry) => entry.id !== id));
      opened.delete(id);
    },
  };
}

/** An index that is damaged is made again by the next reading. */
async function readIndex(file: string): Promise<PhotoIndexFile | null> {
  return readProjectJson(file, photoIndexSchema, photoIndexVersion).catch((error: unknown) => {
    if (isThawError(error, 'project-file-damaged')) return null;
    throw error;
  });
}

function recentFirst(projects: readonly ProjectEntry[]): readonly ProjectEntry[] {
  return [...projects].sort((a, b) => (a.openedAt < b.openedAt ? 1 : a.openedAt > b.openedAt ? -1 : 0));
}

/** A name as the readable part of a folder's name. Every system takes letters, digits, `-` and other scripts. */
function slugOf(name: string): string {
  const slug = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return Array.from(slug).slice(0, 40).join('') || 'project';
}

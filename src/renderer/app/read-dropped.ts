import { classifyDrop, type DroppedThing, type DropKind } from './classify-drop.ts';
import { inParallel } from './in-parallel.ts';

export interface PathedFile {
  /** With forward slashes, from inside the dropped folder: `cats/1.jpg`. */
  readonly path: string;
  readonly file: File;
}

export interface DroppedItems {
  readonly kind: DropKind;
  /** The dropped things themselves; in a desktop window each has a path. */
  readonly files: readonly File[];
  readonly entries: readonly FileSystemEntry[];
}

/** Folders read at a time, and entries of one folder asked for at a time by the browser's own batches. */
const foldersAtOnce = 4;

/** Must be called within the drop event: afterwards the browser no longer tells what was dropped. */
export function takeItems(transfer: DataTransfer): DroppedItems {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = items.map((item) => item.getAsFile()).filter((file) => file !== null);
  return { kind: classifyDrop(entries.map(thingOf)), files, entries };
}

/** Every file below the dropped entries but hidden ones. A single folder's own name is left off the paths. */
export async function readEntries(
  entries: readonly FileSystemEntry[],
  signal: AbortSignal,
  onCount: (count: number) => void,
): Promise<readonly PathedFile[]> {
  const [only] = entries;
  const prefix = entries.length === 1 && only?.isDirectory ? `${only.fullPath}/` : '/';
  const found: PathedFile[] = [];
  let level: readonly FileSystemEntry[] = entries;
  while (level.length > 0) {
    const below: FileSystemEntry[] = [];
    await inParallel(
      level.filter(({ name }) => !name.startsWith('.')),
      foldersAtOnce,
      async (entry) => {
        if (isDirectory(entry)) below.push(...(await childrenOf(entry)));
        else if (isFile(entry)) {
          found.push({ path: entry.fullPath.slice(prefix.length), file: await fileOf(entry) });
          if (found.length % 100 === 0) onCount(found.length);
        }
      },
      signal,
    );
    level = below;
  }
  return found;
}

/** What lies in the folder that alone was dropped; nothing where something else was. */
export async function lookInto([only, ...others]: readonly FileSystemEntry[]): Promise<
  readonly DroppedThing[]
> {
  if (!only || !isDirectory(only) || others.length > 0) return [];
  return (await childrenOf(only)).map(thingOf);
}

function thingOf({ name, isDirectory: folder }: FileSystemEntry): DroppedThing {
  return { name, folder };
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}

/** A browser gives a folder's entries in batches, and an empty one at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) return children;
    children.push(...batch);
  }
}

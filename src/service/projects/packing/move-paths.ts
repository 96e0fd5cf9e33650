import { join } from 'node:path';
import { splitFileName } from '../../../engine/dataset/read-split-file.ts';
import { changeJson, listProjectFiles } from './project-files.ts';

/** Gives the new place of a folder that photos are relative to; the same where it has not moved. */
export type FolderMove = (folder: string) => string;

interface HasFolder {
  readonly folder?: unknown;
  readonly source?: { readonly folder?: unknown };
}

/** Splits and runs of a project speak of their photos' folder: after a move of that folder they speak of the new one. */
export async function moveRunFolders(projectFolder: string, moved: FolderMove): Promise<void> {
  const folderOf = (value: unknown): object => (typeof value === 'string' ? { folder: moved(value) } : {});
  for (const name of await listProjectFiles(projectFolder)) {
    const file = join(projectFolder, name);
    const last = name.split('/').at(-1);
    if (last === splitFileName)
      await changeJson(file, (value: HasFolder) => ({ ...value, ...folderOf(value.folder) }));
    if (last === 'config.json')
      await changeJson(file, (value: HasFolder) => {
        const { source } = value;
        return { ...value, ...(source && { source: { ...source, ...folderOf(source.folder) } }) };
      });
  }
}

/** Changes every text of a JSON value, keys too, that is exactly one of these. */
export function renameTexts<Value>(value: Value, names: ReadonlyMap<string, string>): Value {
  return renamed(value, names) as Value;
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, names));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [names.get(key) ?? key, renamed(item, names)]),
  );
}

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { asStorageError } from '../../storage/storage-error.ts';
import { parseCsv } from '../parse-csv.ts';
import type { GroupNames } from './group-names.ts';

/** Names that a column of files may have. */
const fileColumns = ['path', 'file', 'filename', 'photo', 'image'];

/**
 * A column of a CSV file, which names the files by their path in the data set or by their name alone. Throws
 * `group-file-missing`, `group-file-invalid` or `permission-denied`.
 */
export async function namesByColumn(file: string, column: string): Promise<GroupNames> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new ThawError('group-file-missing', { file });
    throw asStorageError(error, file, 'read');
  });
  const [header = [], ...rows] = parseCsv(text);
  const nameAt = header.findIndex((name) => fileColumns.includes(name.toLowerCase()));
  const groupAt = header.indexOf(column);
  if (nameAt === -1 || groupAt === -1)
    throw new ThawError('group-file-invalid', { file, column, found: header, fileColumns });
  const names = new Map(
    rows.flatMap((row) => {
      const [path, name] = [row[nameAt], row[groupAt]];
      return path && name ? [[path.replaceAll('\\', '/'), name] as const] : [];
    }),
  );
  return (path) => names.get(path) ?? names.get(basename(path)) ?? null;
}

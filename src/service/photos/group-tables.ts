import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseCsv } from '../../engine/dataset/parse-csv.ts';
import { writeAtomically } from '../../engine/storage/write-atomically.ts';
import { asStorageError } from '../../engine/storage/storage-error.ts';
import { makeFolder } from '../../engine/storage/make-folder.ts';

/** Where a table lies that was given to a project: it stays, whatever becomes of the file it came from. */
export function groupTableFile(projectFolder: string, table: string): string {
  return join(projectFolder, 'groups', `${table}.csv`);
}

/** Keeps a CSV under a name by its content; gives the name and the columns. Throws `permission-denied`, `disk-full`. */
export async function keepGroupTable(
  projectFolder: string,
  text: string,
): Promise<{ readonly table: string; readonly columns: readonly string[] }> {
  const table = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const file = groupTableFile(projectFolder, table);
  await makeFolder(join(projectFolder, 'groups')).catch((error: unknown) => {
    throw asStorageError(error, file, 'write');
  });
  await writeAtomically(file, text);
  return { table, columns: parseCsv(text)[0] ?? [] };
}

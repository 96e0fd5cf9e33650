import { readRunFile, runPaths } from './run-folder.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { aboutFileSchema, schemaVersion, type AboutFile } from '../../shared/run-files.ts';

const nothingSaid: AboutFile = { schemaVersion, name: null, notes: '' };

/** What was said of a run; nothing where the file is not there, or is not ours to read. */
export async function readAbout(folder: string): Promise<AboutFile> {
  return (
    (await readRunFile(folder, runPaths(folder).about, aboutFileSchema).catch(() => null)) ?? nothingSaid
  );
}

/** Throws `permission-denied`, `disk-full`. */
export async function changeAbout(
  folder: string,
  change: Partial<Pick<AboutFile, 'name' | 'notes'>>,
): Promise<void> {
  await writeJsonAtomically(runPaths(folder).about, { ...(await readAbout(folder)), ...change });
}

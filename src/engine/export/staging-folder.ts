import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isAlive } from '../storage/lock-holder.ts';
import { machineMark } from '../storage/machine.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { asStorageError } from '../storage/storage-error.ts';

export interface StagingFolder {
  readonly path: string;
  /** Takes away what is left of it, and the folder around it where that was made for it and holds nothing else. */
  readonly discard: () => Promise<void>;
}

/**
 * An empty folder beside `out`, on the same device, that a reader does not take for the export. Those that a killed
 * export of this computer to the same place left behind are removed; of another one's, on a shared drive, none can
 * tell. Throws `export-destination-taken` where a file stands in the way to `out`, `permission-denied`.
 */
export async function makeStagingFolder(out: string): Promise<StagingFolder> {
  const parent = dirname(out);
  const prefix = `.${basename(out)}.exporting-${machineMark()}-`;
  const path = join(parent, `${prefix}${process.pid}`);
  const isNew = !existsSync(parent);
  try {
    await makeFolder(parent);
    for (const name of await readdir(parent))
      if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length))))
        await rm(join(parent, name), { recursive: true });
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR' || code === 'EEXIST')
      throw new ThawError('export-destination-taken', { path: parent });
    throw asStorageError(error, path, 'write');
  }
  const discard = async (): Promise<void> => {
    await rm(path, { recursive: true, force: true });
    // Refused where an export lies in it, or anything else that came meanwhile.
    if (isNew) await rmdir(parent).catch(() => undefined);
  };
  return { path, discard };
}

/** True for a process of this machine other than this one. */
function isRunning(pid: number): boolean {
  return pid !== process.pid && isAlive(pid);
}

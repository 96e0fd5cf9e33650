import { cp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import trash from 'trash';
import { asStorageError } from '../../engine/storage/storage-error.ts';
import { makeFolder } from '../../engine/storage/make-folder.ts';

/** Takes a folder to the system's trash; where there is none, into `trashFolder`. Throws `permission-denied`. */
export type MoveToTrash = (folder: string, trashFolder: string) => Promise<void>;

export const moveToTrash: MoveToTrash = async (folder, trashFolder) => {
  try {
    await trash(folder, { glob: false });
  } catch {
    // No trash here, such as in a container or on a disk of another system.
    await moveAside(folder, trashFolder);
  }
};

/** Nothing in `trashFolder` is overwritten: names there end in the moment. */
export async function moveAside(folder: string, trashFolder: string): Promise<void> {
  const target = join(trashFolder, `${basename(folder)}-${Date.now()}`);
  try {
    await makeFolder(trashFolder);
    await rename(folder, target).catch(async (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      await cp(folder, target, { recursive: true, errorOnExist: true, force: false });
      await rm(folder, { recursive: true });
    });
  } catch (error) {
    throw asStorageError(error, folder, 'write');
  }
}

import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asStorageError } from '../../engine/storage/storage-error.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { FolderService } from '../services.ts';
import type { AllowedFolders } from './allowed-folders.ts';
import { isFolderName } from './folder-name.ts';
import { listFolder } from './list-folder.ts';

/** Thaw's own folder dialog, over what `allowed` names. */
export function createFolderService(allowed: AllowedFolders): FolderService {
  return {
    async roots() {
      const roots = await allowed.roots();
      return roots.map((path) => ({ name: basename(path) || path, path }));
    },
    async list({ path, show }) {
      const folder = await allowed.require(path);
      const found = await stat(folder).catch((error: unknown) => {
        throw (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? new ThawError('folder-not-found', { folder: path })
          : asStorageError(error, path, 'read');
      });
      if (!found.isDirectory()) throw new ThawError('not-a-folder', { path, type: 'file' });
      return {
        path: folder,
        parent: await parentOf(allowed, folder),
        ...(await listFolder(folder, show, allowed)),
      };
    },
    async make({ parent, name }) {
      if (!isFolderName(name)) throw new ThawError('folder-name-invalid', { name });
      const path = join(await allowed.require(parent), name);
      try {
        await mkdir(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST')
          throw new ThawError('folder-name-taken', { path });
        throw asStorageError(error, path, 'write');
      }
      return { path };
    },
    async requireAllowed(path) {
      await allowed.require(path);
    },
  };
}

/** Null at the top of a root, and where the folder above may not be opened. */
async function parentOf(allowed: AllowedFolders, folder: string): Promise<string | null> {
  const parent = dirname(folder);
  if (parent === folder) return null;
  return allowed.require(parent).catch(() => null);
}

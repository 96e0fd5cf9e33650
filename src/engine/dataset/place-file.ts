import { constants } from 'node:fs';
import { access, link, rename, unlink } from 'node:fs/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/**
 * Renames a file on one device without ever overwriting: a hard link under the new name, which fails where something
 * is there, then the old name is taken away. A kill in between leaves both names, on the same content. Where the
 * file system has no hard links (exFAT, some network shares) it looks first, then renames. Fails whole or not at all.
 *
 * Throws `split-destination-taken`, and the system's error (`EXDEV` across devices).
 */
export async function renameWithoutOverwriting(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') throw new ThawError('split-destination-taken', { folder: to });
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR'].includes(code ?? '')) throw error;
    if (await exists(to)) throw new ThawError('split-destination-taken', { folder: to });
    await rename(from, to);
    return;
  }
  try {
    await unlink(from);
  } catch (error) {
    // Gone already: somebody else took the old name away, and the new one may be the only one left.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    // The old name may not be taken away: give up the new one, so that nothing has happened.
    await unlink(to);
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

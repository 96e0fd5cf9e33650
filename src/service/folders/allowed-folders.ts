import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { isInside } from '../../engine/dataset/is-inside.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Which paths the app may open: those below the roots, links resolved, so that none leads out. */
export interface AllowedFolders {
  /** Absolute, links resolved. */
  roots(): Promise<readonly string[]>;
  /** True once a window has joined: its person chooses in the system's own dialogs. */
  readonly everywhere: boolean;
  allowEverywhere(): void;
  /** The path with its links resolved; its end may not exist yet. Throws `folder-not-allowed`. */
  require(path: string): Promise<string>;
}

/** @param roots absolute; one that is not there allows nothing until it is made. */
export function createAllowedFolders(roots: readonly string[]): AllowedFolders {
  let everywhere = false;
  const real = (): Promise<string[]> => Promise.all(roots.map(resolveLinks));
  return {
    roots: real,
    get everywhere() {
      return everywhere;
    },
    allowEverywhere() {
      everywhere = true;
    },
    async require(path) {
      const refused = new ThawError('folder-not-allowed', { path, roots });
      if (!isAbsolute(path) || path.includes('\0')) throw refused;
      const target = await resolveLinks(resolve(path)).catch(() => null);
      if (target === null) throw refused;
      if (everywhere || (await real()).some((root) => isInside(root, target))) return target;
      throw refused;
    },
  };
}

/** Resolves the links of what exists of a path; the rest stays as it is. Throws for a link that leads to nothing. */
async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' || parent === path) throw error;
    // Something written through such a link would be made where it leads.
    if (await lstat(path).catch(() => null)) throw error;
    return join(await resolveLinks(parent), basename(path));
  }
}

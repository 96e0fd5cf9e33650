import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What belongs to the installed packages: stamps, and a build or an installation that is being made. */
export const workFolder = join(root, 'node_modules', '.thaw');

/** Thaw's folder outside the project, by the same rule as src/engine/storage/home.ts. */
export function thawHome() {
  const { THAW_HOME, LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (THAW_HOME) return resolve(THAW_HOME);
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Thaw');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Thaw');
  return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'thaw');
}

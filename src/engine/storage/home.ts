import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Thaw's own folder, outside any project: runtimes, weights, caches. `THAW_HOME` moves it; else the place the
 * system keeps caches in.
 */
export function thawHome(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.THAW_HOME) return environment.THAW_HOME;
  if (process.platform === 'win32')
    return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Thaw');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Thaw');
  return join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'thaw');
}

/**
 * The folder of what is the person's own: projects and their runs. `THAW_HOME` moves it too; else the place the system
 * keeps data in, which no clean-up of caches empties.
 */
export function dataHome(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.THAW_HOME) return environment.THAW_HOME;
  if (process.platform === 'win32')
    return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Thaw');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Thaw');
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'thaw');
}

/** The folders below Thaw's home, each with one owner. */
export const homeFolders = {
  /** TensorFlow libraries, headers and the compiled binding (backend/runtime). */
  runtime: () => join(thawHome(), 'runtime'),
  /** Base networks as safetensors (models/weights). */
  weights: () => join(thawHome(), 'weights'),
  /** Features and decoded pixels (features/record-store). Safe to delete; `THAW_CACHE` moves it, to a larger disk say. */
  cache: () => process.env.THAW_CACHE ?? join(thawHome(), 'cache'),
  /** Partial downloads. */
  downloads: () => join(thawHome(), 'downloads'),
  /** The sample data set, rendered once (images/sample). */
  sample: () => join(thawHome(), 'sample'),
} as const;

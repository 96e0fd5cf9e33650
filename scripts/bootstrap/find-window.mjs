import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';

/**
 * Electron's program, or why no window can be opened here.
 *
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {{ program: string } | { missing: 'electron' | 'display' | 'root' }}
 */
export function findWindow(environment = process.env) {
  const program = electronProgram(environment);
  if (program === null) return { missing: 'electron' };
  // Windows and macOS always have one.
  if (process.platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY)
    return { missing: 'display' };
  // Chromium's sandbox does not work for root, and Thaw opens no page outside of it.
  if (process.platform === 'linux' && process.getuid?.() === 0) return { missing: 'root' };
  return { program };
}

/** As the package's own index does, which throws where its binary was not fetched. @param {NodeJS.ProcessEnv} environment */
function electronProgram(environment) {
  const place = join(root, 'node_modules', 'electron');
  const pathFile = join(place, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const program = join(environment.ELECTRON_OVERRIDE_DIST_PATH || join(place, 'dist'), name);
  return existsSync(program) ? program : null;
}

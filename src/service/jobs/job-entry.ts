import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Where a bundled program lies: beside this file once bundled (or one up, from a chunk), in dist/ from the sources. */
const folders = ['./', '../', '../../../dist/'];

/** Path of a child process's program. Throws `unexpected` where it was not built. */
export function builtProgram(name: 'job.js' | 'pictures.js'): string {
  const found = folders
    .map((folder) => fileURLToPath(new URL(`${folder}${name}`, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined)
    throw new ThawError('unexpected', { detail: `dist/${name} is missing: run "npx vite build"` });
  return found;
}

/** Path of the job process's program. Throws `unexpected` where it was not built. */
export function jobEntry(): string {
  return builtProgram('job.js');
}

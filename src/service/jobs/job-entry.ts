import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Where the job process's program lies: beside this file once bundled (or one up, from a chunk), in dist/ from the sources. */
const places = ['./job.js', '../job.js', '../../../dist/job.js'];

/** Path of the job process's program. Throws `unexpected` where it was not built. */
export function jobEntry(): string {
  const found = places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined)
    throw new ThawError('unexpected', { detail: 'dist/job.js is missing: run "npx vite build"' });
  return found;
}

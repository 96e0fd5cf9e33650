import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Where the service's program lies: beside this file once bundled (or one up, from a chunk), in dist/ from the sources. */
const places = ['./service.js', '../service.js', '../../../dist/service.js'];

/** Path of the service's program. Throws `unexpected` where it was not built. */
export function serviceEntry(): string {
  const found = places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined)
    throw new ThawError('unexpected', { detail: 'dist/service.js is missing: run "npx vite build"' });
  return found;
}

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Programs that run beside the one that starts them, and the list of licences that lies with them. */
export type ProgramName =
  'job.js' | 'pictures.js' | 'service.js' | 'step-worker.js' | 'image-worker.js' | 'licences.json';

/** Seen from this file: beside it once bundled, one up from a chunk, in dist/ from a benchmark and from the sources. */
const folders = ['./', '../', '../dist/', '../../../dist/'];

/** Path of a bundled program; null where it was not built. */
export function findProgram(name: ProgramName): string | null {
  const paths = folders.map((folder) => fileURLToPath(new URL(`${folder}${name}`, import.meta.url)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** Path of a bundled program. Throws `unexpected` where it was not built. */
export function builtProgram(name: ProgramName): string {
  const found = findProgram(name);
  if (found === null)
    throw new ThawError('unexpected', { detail: `dist/${name} is missing: "npm start" builds it` });
  return found;
}

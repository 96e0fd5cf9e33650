import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '../../tree-of.ts';
import { hashesFile } from './state-kinds.ts';

/**
 * Every file that came out of an archive into `out` was put into it, and nothing is a link. `isOwn`: files that unpacking
 * writes itself. Throws an error of no code.
 */
export function requireKnown(
  place: string,
  out: string,
  isOwn: (name: string) => boolean = () => false,
): void {
  const known = new Set(JSON.parse(readFileSync(join(place, hashesFile), 'utf8')) as readonly string[]);
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile()) throw new Error(`a link: ${file}`);
    if (!isOwn(entry.name) && !known.has(hashOf(file))) throw new Error(`other bytes: ${file}`);
  }
}

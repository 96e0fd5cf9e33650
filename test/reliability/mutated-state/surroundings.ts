import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOf } from '../../tree-of.ts';

/** Folders beside `place` in which all this happens. */
const atWork = /^(?:whole|(?:work|temporary)-\d+)$/;
/** What readers may make below `place`. */
const outputs = /^place\/(?:out|opened|home|[^/]+-opened)(?:\/|$)/;

/**
 * What lies in and around `own`, in which a state lies as `place`, but for what reading it may make: hashes by path. Where
 * hostile names would lead to is among it. Anything that is neither file nor folder stands as `link`.
 */
export function surroundingsOf(own: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(own, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(own.length + 1);
    if (!outputs.test(path))
      found.set(path, entry.isFile() ? hashOf(file) : entry.isDirectory() ? 'folder' : 'link');
  }
  const beside = dirname(own);
  for (const name of readdirSync(beside)) if (!atWork.test(name)) found.set(`../${name}`, 'beside');
  for (const name of ['evil.png', 'etc/evil.png'])
    if (existsSync(`/${name}`)) found.set(`/${name}`, 'outside');
  return found;
}

/** Paths at which something is other than it was. */
export function changedAround(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
}

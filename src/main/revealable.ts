import { realpath } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

/** True for a path that exists and lies on this machine: the file manager must not be led to a network share. */
export async function isRevealable(path: string): Promise<boolean> {
  if (!isAbsolute(path) || /^(\\\\|\/\/)/.test(path)) return false;
  return realpath(path).then(
    (real) => !real.startsWith('\\\\'),
    () => false,
  );
}

import { join, parse } from 'node:path';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import { renameWithoutOverwriting } from './place-file.ts';

/**
 * Renames a file to `wanted`, or where that is taken to `NAME (2).png` and so on, on the same device; nothing is
 * overwritten. Returns the name it got.
 */
export async function giveFreeName(growing: string, wanted: string): Promise<string> {
  const { dir, name, ext } = parse(wanted);
  for (let number = 1; ; number++) {
    const to = number === 1 ? wanted : join(dir, `${name} (${number})${ext}`);
    try {
      await renameWithoutOverwriting(growing, to);
      return to;
    } catch (error) {
      if (!isThawError(error, 'split-destination-taken')) throw error;
    }
  }
}

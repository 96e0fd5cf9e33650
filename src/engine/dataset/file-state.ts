import { lstat, stat } from 'node:fs/promises';
import { hashFile } from '../storage/hash-file.ts';

/** What stands at a path, compared with what should: nothing, the same bytes, or something else. */
export type FileState = 'absent' | 'same' | 'different';

/**
 * Compares a file with its length and hash. A folder is `different`, and so is a link unless links are followed: to
 * move or remove a link would not do to its target what is meant.
 */
export async function fileState(
  file: string,
  expected: { readonly sha256: string; readonly bytes: number },
  links: 'followed' | 'different' = 'different',
): Promise<FileState> {
  try {
    const status = await (links === 'followed' ? stat(file) : lstat(file));
    if (!status.isFile() || status.size !== expected.bytes) return 'different';
    return (await hashFile(file)) === expected.sha256 ? 'same' : 'different';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
    throw error;
  }
}

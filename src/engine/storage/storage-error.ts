import { ThawError } from '../../shared/errors/thaw-error.ts';

/** A file system error as one of ours, naming the path; anything unknown is returned as it came. */
export function asStorageError(error: unknown, path: string, operation: 'read' | 'write'): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new ThawError('permission-denied', { path, operation }, { cause: error });
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ThawError('disk-full', { path }, { cause: error });
  return error;
}

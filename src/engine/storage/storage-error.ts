import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Of a drive, or of another computer's folder, that does not answer any more. */
const driveGone: ReadonlySet<string> = new Set(['EIO', 'ENODEV', 'ENXIO', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN']);

/** Whether the system lets Thaw open no more files at once: no fault of the one that was to be opened. */
export function isOutOfHandles(code: string | undefined): boolean {
  return code === 'EMFILE' || code === 'ENFILE';
}

/** A file system error as one of ours, naming the path; anything unknown is returned as it came. */
export function asStorageError(error: unknown, path: string, operation: 'read' | 'write'): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new ThawError('permission-denied', { path, operation }, { cause: error });
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ThawError('disk-full', { path }, { cause: error });
  if (isOutOfHandles(code)) return new ThawError('too-many-open-files', { path }, { cause: error });
  if (code !== undefined && driveGone.has(code))
    return new ThawError('drive-gone', { path }, { cause: error });
  return error;
}

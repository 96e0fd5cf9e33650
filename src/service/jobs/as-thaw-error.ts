import { ThawError, isThawError } from '../../shared/errors/thaw-error.ts';
import { asOutOfMemory, isOutOfMemory } from '../../engine/backend/out-of-memory.ts';
import { asStorageError } from '../../engine/storage/storage-error.ts';

/** Any thrown value as a ThawError: ours as it is, the file system's by its code, memory that ran out, the rest as `unexpected`. */
export function asThawError(error: unknown): ThawError {
  if (isThawError(error)) return error;
  const path = (error as NodeJS.ErrnoException | null)?.path ?? '';
  const storage = asStorageError(error, path, 'write');
  if (isThawError(storage)) return storage;
  if (isOutOfMemory(error)) return asOutOfMemory(error, 'job');
  return new ThawError(
    'unexpected',
    { detail: error instanceof Error ? error.message : String(error) },
    { cause: error },
  );
}

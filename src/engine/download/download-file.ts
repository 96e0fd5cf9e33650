import { rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobContext } from '../job/job-context.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { fetchInto } from './fetch-into.ts';
import { hashFile } from '../storage/hash-file.ts';
import { holdLock } from './hold-lock.ts';
import { isOffline, TransferError } from './transfer-error.ts';
import { provideFolder } from '../storage/make-folder.ts';

export interface FileHash {
  readonly algorithm: 'sha256' | 'md5';
  /** Hex, lower case. */
  readonly value: string;
}

export interface DownloadRequest {
  readonly url: string;
  /** The whole file's place; the part that has come is kept beside it as `DESTINATION.part`. */
  readonly destination: string;
  /** What is fetched, for progress and errors: a name, not a sentence. */
  readonly what: string;
  /** Without it a download is never resumed: nothing could tell a file put together from two versions. */
  readonly hash?: FileHash;
}

export interface DownloadLimits {
  /** Seconds without an answer or a byte until an attempt is given up. */
  readonly idleSeconds: number;
  /** Attempts in a row that bring no byte until the download is given up. */
  readonly attempts: number;
  /** Seconds before the second attempt; doubled for each further one. */
  readonly retrySeconds: number;
}

export const usualLimits: DownloadLimits = { idleSeconds: 60, attempts: 4, retrySeconds: 1 };

/**
 * Fetches a file into its place, resuming what an earlier attempt or an earlier process left, and returns
 * `destination`. The file appears there whole and with the right hash, or not at all; one that is there already is
 * only checked. Throws `download-failed`, `offline`, `download-wrong-hash` (what came is deleted), `cancelled`,
 * `permission-denied` or `disk-full`.
 */
export async function downloadFile(
  request: DownloadRequest,
  context: JobContext,
  limits: DownloadLimits = usualLimits,
): Promise<string> {
  await provideFolder(dirname(request.destination));
  const release = await holdLock(`${request.destination}.lock`, context.signal);
  try {
    if (await isWhole(request.destination, request.hash)) return request.destination;
    const part = `${request.destination}.part`;
    const resumed = request.hash !== undefined && (await sizeOf(part)) > 0;
    if (!request.hash) await rm(part, { force: true });
    await fetchWithRetries(request, part, context, limits);
    try {
      await checkHash(part, request);
    } catch (error) {
      // What lay there may have been the start of another version of the file: begin once more from nothing.
      if (!resumed) throw error;
      await fetchWithRetries(request, part, context, limits);
      await checkHash(part, request);
    }
    await rename(part, request.destination);
    return request.destination;
  } finally {
    await release();
  }
}

async function fetchWithRetries(
  request: DownloadRequest,
  part: string,
  context: JobContext,
  limits: DownloadLimits,
): Promise<void> {
  let failures = 0;
  for (;;) {
    const before = await sizeOf(part);
    try {
      await fetchInto(
        { url: request.url, file: part, what: request.what, idleSeconds: limits.idleSeconds },
        context,
      );
      return;
    } catch (error) {
      if (context.signal.aborted) throw new ThawError('cancelled', { run: null }, { cause: error });
      if (isThawError(error)) throw error;
      if (!(error instanceof TransferError)) throw asStorageError(error, part, 'write');
      failures = (await sizeOf(part)) > before ? 1 : failures + 1;
      if (!error.worthRetrying || failures >= limits.attempts) throw asDownloadError(error, request.what);
    }
    await wait(limits.retrySeconds * 1000 * 2 ** (failures - 1), undefined, { signal: context.signal }).catch(
      () => undefined,
    );
  }
}

function asDownloadError(error: TransferError, what: string): ThawError {
  if (isOffline(error)) return new ThawError('offline', { what }, { cause: error });
  return new ThawError('download-failed', { what, detail: error.message }, { cause: error });
}

/** Throws `download-wrong-hash` and deletes the file. */
async function checkHash(file: string, request: DownloadRequest): Promise<void> {
  if (!request.hash) return;
  const found = await hashFile(file, request.hash.algorithm);
  if (found === request.hash.value) return;
  await rm(file, { force: true });
  throw new ThawError('download-wrong-hash', { what: request.what, expected: request.hash.value, found });
}

async function isWhole(file: string, hash: FileHash | undefined): Promise<boolean> {
  if ((await sizeOf(file)) === 0) return false;
  return hash === undefined || (await hashFile(file, hash.algorithm)) === hash.value;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (found) => found.size,
    () => 0,
  );
}

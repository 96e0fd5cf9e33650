import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { asStorageError } from '../../engine/storage/storage-error.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { UploadService } from '../services.ts';
import { placeInUpload } from './upload-path.ts';
import { writeUpload } from './write-upload.ts';
import { makeFolder } from '../../engine/storage/make-folder.ts';

export interface UploadLimits {
  /** Of one file, bytes. */
  readonly fileBytes: number;
  /** Of all files of an upload together, bytes. */
  readonly uploadBytes: number;
  readonly files: number;
  /** Milliseconds after which an upload that nobody used is taken away. */
  readonly keptFor: number;
}

export const uploadLimits: UploadLimits = {
  fileBytes: 4 * 2 ** 30,
  uploadBytes: 16 * 2 ** 30,
  files: 200_000,
  keptFor: 24 * 3_600_000,
};

interface Upload {
  bytes: number;
  files: number;
  usedAt: number;
}

/**
 * Keeps what a browser sends in `folder`, one sub-folder an upload. What an earlier service left there is removed at
 * the start: nobody knows its names any more.
 */
export async function createUploadService(folder: string, limits = uploadLimits): Promise<UploadService> {
  const uploads = new Map<string, Upload>();
  await rm(folder, { recursive: true, force: true });

  const placeOf = (id: string): string => join(folder, id);
  function find(id: string): Upload {
    const upload = uploads.get(id);
    if (!upload) throw new ThawError('upload-not-found', { upload: id });
    upload.usedAt = performance.now();
    return upload;
  }
  async function remove(id: string): Promise<void> {
    if (!uploads.delete(id)) return;
    await rm(placeOf(id), { recursive: true, force: true });
  }
  async function removeOld(): Promise<void> {
    const before = performance.now() - limits.keptFor;
    const old = [...uploads].filter(([, { usedAt }]) => usedAt < before);
    await Promise.all(old.map(([id]) => remove(id)));
  }

  return {
    async begin() {
      await removeOld();
      const upload = randomBytes(16).toString('hex');
      await makeFolder(placeOf(upload), 0o700).catch((error: unknown) => {
        throw asStorageError(error, folder, 'write');
      });
      uploads.set(upload, { bytes: 0, files: 0, usedAt: performance.now() });
      return { upload };
    },
    async receive(id, path, bytes) {
      const upload = find(id);
      const file = placeInUpload(placeOf(id), path);
      if (upload.files >= limits.files)
        throw new ThawError('upload-too-large', { limitBytes: limits.uploadBytes });
      upload.files += 1;
      let written = 0;
      try {
        await writeUpload(file, path, bytes, (count) => {
          written += count;
          upload.bytes += count;
          upload.usedAt = performance.now();
          if (written > limits.fileBytes)
            throw new ThawError('upload-too-large', { limitBytes: limits.fileBytes });
          if (upload.bytes > limits.uploadBytes)
            throw new ThawError('upload-too-large', { limitBytes: limits.uploadBytes });
        });
      } catch (error) {
        upload.bytes -= written;
        upload.files -= 1;
        throw error;
      }
      // Removed meanwhile: what was written went into a folder that nobody will take away.
      if (!uploads.has(id)) {
        await rm(placeOf(id), { recursive: true, force: true });
        throw new ThawError('upload-not-found', { upload: id });
      }
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- its failure is a rejection
    async folderOf(id) {
      find(id);
      return placeOf(id);
    },
    remove,
  };
}

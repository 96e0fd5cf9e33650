import { copyFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { wheelPlace } from '../../download/download-wheel.ts';
import { hashFile } from '../../storage/hash-file.ts';
import { asStorageError } from '../../storage/storage-error.ts';
import { runtimeCatalogue, thisPlatform, type PinnedWheel } from './runtime-catalogue.ts';
import { makeFolder } from '../../storage/make-folder.ts';

/**
 * Takes wheels that a person brought from another computer, so that set-up needs no network. Each is known by its hash,
 * whatever it is called; the files themselves are left where they are. Throws `wheel-not-pinned`, `wheel-not-found`,
 * `permission-denied`, `disk-full`.
 */
export async function importWheels(files: readonly string[], platform = thisPlatform): Promise<void> {
  const wanted = [
    runtimeCatalogue.wheels[platform] ?? [],
    runtimeCatalogue.cudaWheels[platform] ?? [],
  ].flat();
  for (const file of files) {
    const found = await hashFile(file).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        throw new ThawError('wheel-not-found', { file });
      throw asStorageError(error, file, 'read');
    });
    const wheel = wanted.find(({ sha256 }) => sha256 === found);
    if (!wheel) {
      const names = wanted.map(({ name, version, platform: tag }) => `${name} ${version} ${tag}`);
      throw new ThawError('wheel-not-pinned', { file, found, wanted: names });
    }
    await keep(file, wheel);
  }
}

async function keep(file: string, wheel: PinnedWheel): Promise<void> {
  const place = wheelPlace(wheel);
  const copying = `${place}.${process.pid}.tmp`;
  try {
    await makeFolder(dirname(place));
    await copyFile(file, copying);
    await rename(copying, place);
  } catch (error) {
    throw asStorageError(error, place, 'write');
  } finally {
    await rm(copying, { force: true });
  }
}

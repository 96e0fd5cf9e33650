import { join } from 'node:path';
import type { CopyNews } from '../../shared/app/work-view.ts';
import type { SkippedFile } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../../engine/storage/storage-error.ts';
import { answerFolders } from './answer-folders.ts';
import type { AskedFile } from './asked-photos.ts';
import { copyPhoto } from './copy-photo.ts';
import { makeFolder } from '../../engine/storage/make-folder.ts';

/** What is to be copied; null for a photo that nobody knows any more. */
export interface PhotoToCopy {
  readonly id: string;
  readonly photo: AskedFile | null;
}

/** Milliseconds between two reports. */
const reportEvery = 250;

/**
 * Copies photos into `out/<answer>`. Originals stay, nothing is overwritten, and what cannot be copied is told with
 * its reason. An abort ends it between two photos: only whole files are left. Throws `disk-full`,
 * `permission-denied`, `export-destination-taken` where a file stands in a folder's place.
 */
export async function* copyByAnswer(
  photos: readonly PhotoToCopy[],
  out: string,
  signal: AbortSignal,
): AsyncGenerator<CopyNews, void> {
  const answers = photos.flatMap(({ photo }) => photo?.answer ?? []);
  const folders = answerFolders(answers);
  for (const folder of folders.values()) await makeAnswerFolder(join(out, folder));
  const skipped: SkippedFile[] = [];
  let reported = 0;
  for (const [done, { id, photo }] of photos.entries()) {
    if (signal.aborted) return;
    if (performance.now() - reported >= reportEvery) {
      reported = performance.now();
      yield { done, total: photos.length, out, skipped: [...skipped] };
    }
    const reason = await copyOne(id, photo, out, folders);
    if (reason) skipped.push(reason);
  }
  yield { done: photos.length, total: photos.length, out, skipped };
}

async function copyOne(
  id: string,
  photo: AskedFile | null,
  out: string,
  folders: ReadonlyMap<string, string>,
): Promise<SkippedFile | null> {
  if (photo === null) return { path: id, reason: 'missing', detail: 'not asked about' };
  if (photo.answer === null) return { path: photo.name, reason: 'unreadable', detail: 'no answer' };
  return copyPhoto(photo.path, photo.name, join(out, folders.get(photo.answer)!));
}

async function makeAnswerFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOTDIR')
      throw new ThawError('export-destination-taken', { path: folder });
    throw asStorageError(error, folder, 'write');
  }
}

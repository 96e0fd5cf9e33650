import { realpath } from 'node:fs/promises';
import { basename, relative, sep } from 'node:path';
import type { Inputs } from '../../shared/app/inputs.ts';
import { isInside } from '../../engine/dataset/is-inside.ts';
import { type FoundFile, listPhotoFiles } from '../../engine/prediction/list-photo-files.ts';
import { stopIfCancelled } from '../../engine/job/stop-if-cancelled.ts';
import type { UploadService } from '../services.ts';

export type ListedFile = FoundFile & { readonly name: string };

export interface FileAccess {
  /** Throws `folder-not-allowed`. */
  readonly requireAllowed: (path: string) => Promise<void>;
  readonly uploads: Pick<UploadService, 'folderOf'>;
}

interface Place {
  readonly kind: 'path' | 'upload';
  /** As it is listed, and with its links resolved. */
  readonly path: string;
  readonly real: string;
}

/**
 * The files behind what was dropped or picked, each once, in order; folders with all below them. A link that leads
 * out of what was named is followed only where the app may go anyway. Throws `folder-not-allowed`,
 * `upload-not-found`, `cancelled`.
 */
export async function listAskedFiles(
  items: Inputs['ask']['items'],
  access: FileAccess,
  signal: AbortSignal,
): Promise<readonly ListedFile[]> {
  const places: Place[] = [];
  for (const item of items) {
    if (item.kind === 'path') await access.requireAllowed(item.path);
    const path = item.kind === 'path' ? item.path : await access.uploads.folderOf(item.upload);
    places.push({ kind: item.kind, path, real: await realpath(path).catch(() => path) });
  }
  const files: ListedFile[] = [];
  for await (const found of listPhotoFiles(places.map(({ path }) => path))) {
    stopIfCancelled(signal);
    const file = found.kind === 'file' ? await guarded(found.path, places, access) : found;
    files.push({ ...file, name: nameOf(file.kind === 'file' ? file.path : file.skipped.path, places) });
  }
  return files;
}

async function guarded(path: string, places: readonly Place[], access: FileAccess): Promise<FoundFile> {
  try {
    const real = await realpath(path);
    if (!places.some((place) => isInside(place.real, real))) await access.requireAllowed(real);
    return { kind: 'file', path };
  } catch {
    return { kind: 'skipped', skipped: { path, reason: 'link-outside', detail: '' } };
  }
}

/** A dropped folder keeps its shape; of a path of this machine the file's name is enough. */
function nameOf(path: string, places: readonly Place[]): string {
  const upload = places.find((place) => place.kind === 'upload' && isInside(place.path, path));
  return upload ? relative(upload.path, path).split(sep).join('/') : basename(path);
}

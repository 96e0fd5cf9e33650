import { join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isFolderName } from '../folders/folder-name.ts';

const deepest = 16;
const longest = 1_024;

/**
 * Where a file of an upload lies below the upload's folder. `path` is what a browser calls it, with forward slashes;
 * every part of it must be a plain name. Throws `upload-name-invalid`.
 */
export function placeInUpload(folder: string, path: string, platform = process.platform): string {
  const names = path.split('/');
  const usable =
    path.length <= longest && names.length <= deepest && names.every((name) => isFolderName(name, platform));
  if (!usable) throw new ThawError('upload-name-invalid', { path });
  return join(folder, ...names);
}

import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isInside } from '../../engine/dataset/is-inside.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import type { AugmentedRequest, FolderService, PictureService, UploadService } from '../services.ts';
import type { PictureRequest } from './picture-messages.ts';
import { openPictureWorker, type PictureWorker } from './picture-worker.ts';
import { openThumbnailCache, type ThumbnailCache } from './thumbnail-cache.ts';

export interface PictureServiceNeeds {
  readonly store: ProjectStore;
  readonly uploads: Pick<UploadService, 'folderOf'>;
  /** Throws `folder-not-allowed`. */
  readonly requireAllowed: FolderService['requireAllowed'];
  /** The built picture process by default. */
  readonly worker?: PictureWorker;
  readonly thumbnails?: ThumbnailCache;
}

/** Pictures for the page; `close` ends the picture process. */
export interface OpenPictureService extends PictureService {
  /** Of any file, which the caller has allowed: 80 is a thumbnail, 1280 the photo. */
  ofFile(file: string, size: 80 | 1280): Promise<Uint8Array>;
  close(): void;
}

/** A dropped photo in place of a project's: `upload:ID/NAME`, or `file:PATH` of this machine. */
const uploadPath = /^upload:([^/]+)\/(.+)$/s;
const filePath = /^file:(.+)$/s;

/** Opens only photos that a project's reading found, files of uploads, and files below the allowed folders. */
export function createPictureService(needs: PictureServiceNeeds): OpenPictureService {
  const {
    store,
    uploads,
    requireAllowed,
    worker = openPictureWorker(),
    thumbnails = openThumbnailCache(),
  } = needs;
  const drawn = new Map<string, Promise<Uint8Array>>();

  /** The same picture asked for twice at once is drawn once. */
  const draw = (request: PictureRequest): Promise<Uint8Array> => {
    const key = JSON.stringify(request);
    const drawing =
      drawn.get(key) ??
      worker.draw(request).finally(() => {
        drawn.delete(key);
      });
    drawn.set(key, drawing);
    return drawing;
  };

  const fileOf = async (id: string, path: string): Promise<string> => {
    const project = await store.open(id);
    const file = filePath.exec(path)?.[1];
    const upload = uploadPath.exec(path);
    // A class folder may be called so too.
    if (project.index.get(path) || (file === undefined && !upload)) return project.photoFile(path);
    if (upload) return uploadedFile(await uploads.folderOf(upload[1]!), upload[2]!, path);
    await requireAllowed(file!);
    return file!;
  };

  return {
    async thumbnail(id, path, size) {
      const project = await store.open(id);
      const photo = project.photo(path);
      const kept = await thumbnails.read(photo.sha256, size);
      if (kept) return kept;
      const file = await project.photoFile(path);
      const picture = await draw({ kind: 'thumbnail', file, size });
      // A file that changed since the reading is another photo: its thumbnail is not kept under the former hash.
      const status = await stat(file).catch(() => null);
      if (status?.size === photo.bytes && status.mtimeMs === photo.modified)
        await thumbnails.keep(photo.sha256, size, picture);
      return picture;
    },
    async photo(id, path) {
      return draw({ kind: 'photo', file: await fileOf(id, path) });
    },
    async augmented(request: AugmentedRequest) {
      const { size, fit, stored = null, augmentation, seed, draw: number, extreme = null } = request;
      const file = await fileOf(request.project, request.path);
      return draw({
        kind: 'augmented',
        file,
        image: { size, fit, ...(stored ? { stored } : {}) },
        augmentation,
        seed,
        draw: number,
        extreme,
      });
    },
    ofFile(file, size) {
      return draw(size === 80 ? { kind: 'thumbnail', file, size } : { kind: 'photo', file });
    },
    close() {
      worker.close();
    },
  };
}

async function uploadedFile(folder: string, name: string, path: string): Promise<string> {
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(resolve(folder, name))]);
    if (root !== real && isInside(root, real)) return real;
  } catch {
    // Told below, as a name that leads out of the folder is.
  }
  throw new ThawError('photo-not-found', { path });
}

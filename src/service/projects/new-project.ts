import { realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { ProjectSource } from '../../shared/app/project-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { recipeByName, defaultRecipeName } from '../../shared/recipes/catalogue.ts';
import { standardAugmentation } from '../../shared/recipes/parts.ts';
import { isInside } from '../../engine/dataset/is-inside.ts';
import { defaultSplit } from '../../engine/dataset/load-dataset.ts';
import { sampleDescription, samplePhotosFolder } from '../../engine/images/sample/sample-plan.ts';
import { asStorageError } from '../../engine/storage/storage-error.ts';
import { packedExtension } from './packing/packed-manifest.ts';
import { type ProjectFile, projectSchemaVersion } from './project-file.ts';
import { makeFolder } from '../../engine/storage/make-folder.ts';

/** As the CLI's: the same photos are split the same way there. */
const defaultSeed = 7;

/** Where the photos of a new project are, or will be once they are unpacked. */
export interface NewSource {
  readonly kind: ProjectSource['kind'];
  readonly name: string;
  /** Null: `photos/` of the project's own folder. */
  readonly folder: string | null;
  /** What the user named: a folder or .zip; for an upload a file or folder that becomes the project's. */
  readonly origin: string;
}

/** What a project is made from besides a folder: photos, or a whole project that was packed. */
const archives = ['.zip', packedExtension];

/** A folder, a .zip or a packed project of this machine. Throws `folder-not-found`, `not-a-folder`, `permission-denied`. */
export async function sourceAt(path: string): Promise<NewSource> {
  const absolute = resolve(path);
  const status = await stat(absolute).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP')
      throw new ThawError('folder-not-found', { folder: absolute });
    throw asStorageError(error, absolute, 'read');
  });
  const origin = await realpath(absolute);
  const name = basename(absolute) || absolute;
  if (status.isDirectory()) return { kind: 'folder', name, folder: absolute, origin };
  const extension = extname(absolute).toLowerCase();
  if (!status.isFile() || !archives.includes(extension))
    throw new ThawError('not-a-folder', { path: absolute, type: extension || 'file' });
  return { kind: 'zip', name: basename(absolute, extname(absolute)), folder: null, origin };
}

export function sampleSource(): NewSource {
  const folder = samplePhotosFolder();
  return { kind: 'sample', name: sampleDescription.title.en, folder, origin: folder };
}

/** Uploaded files below one name. Throws `upload-name-invalid` where there is nothing of that name. */
export async function uploadedSource(uploadFolder: string, name: string): Promise<NewSource> {
  const place = resolve(uploadFolder, name);
  const status =
    place === resolve(uploadFolder) || !isInside(uploadFolder, place)
      ? null
      : await stat(place).catch(() => null);
  if (!status || (!status.isDirectory() && !archives.includes(extname(place).toLowerCase())))
    throw new ThawError('upload-name-invalid', { path: name });
  const shown = status.isDirectory() ? basename(place) : basename(place, extname(place));
  return { kind: 'upload', name: shown || name, folder: null, origin: place };
}

/** Where photos lie that the project holds itself. */
export function ownPhotos(projectFolder: string): string {
  return join(projectFolder, 'photos');
}

/** Where an uploaded .zip waits until it is unpacked. */
function ownZip(projectFolder: string): string {
  return join(projectFolder, 'upload.zip');
}

/** Takes an upload into the project's folder; gives where its photos, or the .zip of them, are now. */
export async function takeUpload(source: NewSource, projectFolder: string): Promise<string> {
  const isFolder = (await stat(source.origin)).isDirectory();
  const place = isFolder ? ownPhotos(projectFolder) : ownZip(projectFolder);
  try {
    await makeFolder(projectFolder);
    await rename(source.origin, place);
  } catch (error) {
    await rm(projectFolder, { recursive: true, force: true });
    throw asStorageError(error, projectFolder, 'write');
  }
  return place;
}

/** Epochs without a lower validation loss after which a phase of the app's one-click run ends. */
const usualPatience = 12;

/** The first file of a project. The recipe is the default one, which stops early here. */
export function newProjectFile(
  id: string,
  source: NewSource,
  place: { readonly folder: string; readonly origin: string },
): ProjectFile {
  const recipe = { ...recipeByName(defaultRecipeName), earlyStoppingPatience: usualPatience };
  return {
    schemaVersion: projectSchemaVersion,
    id,
    name: Array.from(source.name).slice(0, 100).join(''),
    createdAt: new Date().toISOString(),
    source: { kind: source.kind, folder: place.folder, origin: place.origin, layout: null },
    reading: null,
    classes: [],
    leftOut: [],
    relabelled: {},
    labelsKept: [],
    split: { spec: defaultSplit, seed: defaultSeed, group: null, written: null },
    settings: {
      recipe,
      augments: recipe.augmentation !== null,
      augmentation: recipe.augmentation ?? standardAugmentation,
      seed: defaultSeed,
      folds: null,
      startFrom: null,
      runName: '',
    },
    resultsSeen: false,
    summary: { classes: 0, photos: 0, thumbnails: [] },
    runNames: {},
  };
}

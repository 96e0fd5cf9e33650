import { join, resolve } from 'node:path';
import { isInside } from '../../engine/dataset/is-inside.ts';
import { modelFolder, networkFile } from '../../engine/models/model-folder.ts';
import { isThere } from '../../engine/storage/look-at-path.ts';
import { runPaths } from '../../engine/training/run-folder.ts';
import type { Inputs } from '../../shared/app/inputs.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { importedRecipeName } from '../../shared/recipes/recipe-of-model.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import type { FolderService, UploadService } from '../services.ts';
import { freeRunName } from '../training/free-run-name.ts';

export interface ModelOpenerNeeds {
  readonly requireAllowed: FolderService['requireAllowed'];
  readonly uploads: Pick<UploadService, 'folderOf' | 'remove'>;
  readonly runJob: JobRunner;
}

/** Where a run is put, and where its photos would be. */
export interface RunPlace {
  readonly runsFolder: string;
  readonly sourceFolder: string;
}

/**
 * Makes a run of a model file or of a run of another computer; gives its name. An upload stays as long as something must
 * be asked about it. Throws `folder-not-allowed`, `upload-not-found`, `upload-name-invalid`, and what the engine's
 * importModel or takeRun throw.
 */
export async function openModelFile(
  { runsFolder, sourceFolder }: RunPlace,
  { model, classes, preprocessing, size }: Omit<Inputs['openModel'], 'project'>,
  { requireAllowed, uploads, runJob }: ModelOpenerNeeds,
): Promise<string> {
  if (model.kind === 'path') await requireAllowed(model.path);
  const file = model.kind === 'path' ? model.path : await uploadedFile(model, uploads);
  const name = await freeRunName(runsFolder, importedRecipeName, [], new Date());
  const run = join(runsFolder, name);
  if (await isRun(file)) await runJob({ job: 'take-run', folder: file, run, photos: sourceFolder });
  else
    await runJob({
      job: 'import-model',
      file,
      run,
      classes: classes && [...classes],
      labels: null,
      preprocessing,
      size,
      photos: null,
    });
  if (model.kind === 'upload') await uploads.remove(model.upload);
  return name;
}

/** A folder with what every run of Thaw has that was trained or opened. */
async function isRun(folder: string): Promise<boolean> {
  const { config, opened } = runPaths(folder);
  const network = join(modelFolder(folder), networkFile);
  const [configured, given, modelled] = await Promise.all([config, opened, network].map(isThere));
  return (configured! || given!) && modelled!;
}

/** A file, or a folder with a run. */
async function uploadedFile(
  { upload, name }: { readonly upload: string; readonly name: string },
  uploads: ModelOpenerNeeds['uploads'],
): Promise<string> {
  const folder = await uploads.folderOf(upload);
  const file = resolve(folder, name);
  const isInIt = file !== resolve(folder) && isInside(folder, file);
  if (!isInIt || !(await isThere(file))) throw new ThawError('upload-name-invalid', { path: name });
  return file;
}

import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isInside } from '../../engine/dataset/is-inside.ts';
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

/**
 * Makes a run of a model file below `runsFolder`; gives its name. An upload stays as long as something must be asked
 * about it. Throws `folder-not-allowed`, `upload-not-found`, `upload-name-invalid`, and what the engine's importModel throws.
 */
export async function openModelFile(
  runsFolder: string,
  { model, classes, preprocessing, size }: Omit<Inputs['openModel'], 'project'>,
  { requireAllowed, uploads, runJob }: ModelOpenerNeeds,
): Promise<string> {
  if (model.kind === 'path') await requireAllowed(model.path);
  const file = model.kind === 'path' ? model.path : await uploadedFile(model, uploads);
  const run = await freeRunName(runsFolder, importedRecipeName, [], new Date());
  await runJob({
    job: 'import-model',
    file,
    run: join(runsFolder, run),
    classes: classes && [...classes],
    labels: null,
    preprocessing,
    size,
    photos: null,
  });
  if (model.kind === 'upload') await uploads.remove(model.upload);
  return run;
}

async function uploadedFile(
  { upload, name }: { readonly upload: string; readonly name: string },
  uploads: ModelOpenerNeeds['uploads'],
): Promise<string> {
  const folder = await uploads.folderOf(upload);
  const file = resolve(folder, name);
  const isFile = isInside(folder, file) && (await stat(file).catch(() => null))?.isFile() === true;
  if (!isFile) throw new ThawError('upload-name-invalid', { path: name });
  return file;
}

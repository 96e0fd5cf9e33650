import { mkdir, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { runNameOf } from '../../engine/training/run-name.ts';
import { asStorageError } from '../../engine/storage/storage-error.ts';
import type { Inputs } from '../../shared/app/inputs.ts';
import { type ModelOpenerNeeds, openModelFile } from '../runs/open-model-file.ts';
import { newProjectFile, ownPhotos } from './new-project.ts';
import type { ProjectStore } from './project-store.ts';
import type { Project } from './project.ts';

/**
 * A project of a model file, or of a run of another computer, and no photos yet: its folder of photos is an empty one of its own until a person names
 * another. Nothing is left where the model does not open. Throws what openModelFile throws, `disk-full`,
 * `permission-denied`.
 */
export async function newModelProject(
  store: ProjectStore,
  wish: Omit<Inputs['openModel'], 'project'>,
  needs: ModelOpenerNeeds,
): Promise<Project> {
  const path = wish.model.kind === 'path' ? wish.model.path : wish.model.name;
  const { id, folder } = await store.makeFolder(basename(path, extname(path)));
  try {
    const photos = ownPhotos(folder);
    await mkdir(photos);
    const runsFolder = join(folder, 'runs');
    const run = await openModelFile({ runsFolder, sourceFolder: photos }, wish, needs);
    const source = {
      kind: 'folder',
      name: await runNameOf(join(runsFolder, run)),
      folder: photos,
      origin: photos,
    } as const;
    return await store.add(folder, newProjectFile(id, source, source));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw asStorageError(error, folder, 'write');
  }
}

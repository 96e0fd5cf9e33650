import { join } from 'node:path';
import { dataHome } from '../engine/storage/home.ts';
import type { ResumedTraining } from '../shared/app/crash-note.ts';
import { createAppService } from './app/app-service.ts';
import type { CrashNotes } from './diagnostics/crash-notes.ts';
import { createExportService } from './exports/create-export-service.ts';
import { createAllowedFolders } from './folders/allowed-folders.ts';
import { createFolderService } from './folders/folder-service.ts';
import { createLikenessService } from './likeness/create-likeness-service.ts';
import { createPhotoService } from './photos/photo-service.ts';
import { createPictureService } from './pictures/picture-service.ts';
import { createAskedPhotos } from './predictions/asked-photos.ts';
import { createPredictionService } from './predictions/create-prediction-service.ts';
import { createWarmModels } from './predictions/warm-models.ts';
import { createProjectService } from './projects/project-service.ts';
import { openProjectStore } from './projects/project-store.ts';
import { moveToTrash, type MoveToTrash } from './runs/move-to-trash.ts';
import { runFolderOf } from './runs/run-folder-of.ts';
import { createRunService } from './runs/run-service.ts';
import type { Services, TrainingService } from './services.ts';
import { createTrainingService } from './training/training-service.ts';
import { createUploadService } from './uploads/upload-service.ts';

export interface ServiceOptions {
  readonly crashes: CrashNotes;
  /** Folders below which the folder dialog opens things; absolute. */
  readonly roots: readonly string[];
}

export interface ComposedServices extends Services {
  /** A window has joined: its person chooses any path in the system's dialogs. */
  allowEverywhere(): void;
  /** A run trains or waits for its turn. */
  isTraining(): Promise<boolean>;
  /** Takes up the runs that the end of the last service broke off, and names them. */
  goOn(): Promise<readonly ResumedTraining[]>;
}

/** Makes every service and hands each what it needs. */
export async function createServices({ roots, crashes }: ServiceOptions): Promise<ComposedServices> {
  const allowed = createAllowedFolders(roots);
  const store = openProjectStore();
  const app = createAppService({ crashes });
  const folders = createFolderService(allowed);
  const uploads = await createUploadService(join(dataHome(), 'uploads'));
  const requireAllowed = (path: string): Promise<void> => folders.requireAllowed(path);

  const pictures = createPictureService({ store, uploads, requireAllowed });
  const models = createWarmModels();
  const asked = createAskedPhotos();
  const predictions = createPredictionService({ store, pictures, uploads, requireAllowed, models, asked });
  const likeness = createLikenessService({ store, models, asked });
  // A model that is kept in memory must not outlive its files, nor the epochs that it had.
  const trash: MoveToTrash = async (folder, trashFolder) => {
    await predictions.release(folder);
    await moveToTrash(folder, trashFolder);
  };
  const desk = createTrainingService({
    projects: store,
    watchDevice: (signal) => app.watchDevice(signal),
    trash,
  });
  const training: TrainingService = {
    ...desk,
    async resume(input) {
      await predictions.release(runFolderOf(await store.open(input.project), input.run));
      await desk.resume(input);
    },
    async takeWeights(input) {
      await requireAllowed(input.folder);
      await desk.takeWeights(input);
    },
  };
  const runs = createRunService({ projects: store, live: desk, requireAllowed, uploads, trash });
  const projects = createProjectService({ store, folders, uploads, runs });
  const { reader, checker, groups } = projects;
  const photos = createPhotoService({ store, folders, runs, reader, checker, groups });
  const exports = createExportService({ store, requireAllowed });

  return {
    app,
    folders,
    uploads,
    projects,
    photos,
    training,
    runs,
    predictions,
    likeness,
    exports,
    pictures,
    allowEverywhere() {
      allowed.allowEverywhere();
    },
    async isTraining() {
      const states = (await store.entries()).flatMap(({ id }) => desk.liveRuns(id).map(({ state }) => state));
      return states.some((state) => state === 'training' || state === 'waiting');
    },
    goOn: () => desk.goOn(),
    async close() {
      app.close();
      pictures.close();
      await Promise.all([desk.close(), projects.close(), photos.close(), predictions.close()]);
    },
  };
}

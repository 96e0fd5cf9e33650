import { realpath } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { Inputs } from '../../shared/app/inputs.ts';
import type { ProjectSummary } from '../../shared/app/project-view.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { runJob, startJob } from '../jobs/run-job.ts';
import type { FolderService, ProjectService, UploadService } from '../services.ts';
import { newModelProject } from './new-model-project.ts';
import {
  newProjectFile,
  ownPhotos,
  sampleSource,
  sourceAt,
  takeUpload,
  uploadedSource,
} from './new-project.ts';
import type { StartJob } from '../training/last-result.ts';
import { untilAborted } from '../watch/until-aborted.ts';
import { packInJob } from './packing/pack-in-job.ts';
import { packedFileName } from './packing/packed-file-name.ts';
import { moveRunFolders } from './packing/move-paths.ts';
import { openPacked } from './packing/open-packed.ts';
import { packedExtension } from './packing/packed-manifest.ts';
import { openPhotoReader, type PhotoReader } from './photo-reader.ts';
import {
  type ProjectFile,
  projectFileName,
  projectFileSchema,
  projectSchemaVersion,
  readProjectJson,
} from './project-file.ts';
import { openGroupFinder, type GroupFinder } from './group-finder.ts';
import { lacksGroups } from './lacks-groups.ts';
import { openLabelChecker, type LabelChecker } from './label-checker.ts';
import type { ProjectRuns } from './project-runs.ts';
import type { ProjectEntry, ProjectStore } from './project-store.ts';
import { isMissing, projectView } from './project-view.ts';
import type { Project } from './project.ts';
import { openTwinFinder, type TwinFinder } from './twin-finder.ts';
import { watchProject } from './watch-project.ts';

export interface ProjectServiceNeeds {
  readonly store: ProjectStore;
  readonly folders: Pick<FolderService, 'requireAllowed'>;
  readonly uploads: Pick<UploadService, 'folderOf' | 'remove'>;
  readonly runs: ProjectRuns;
  readonly runJob?: JobRunner;
  readonly startJob?: StartJob;
}

/** The projects, and the reader of their photos, which the photo service uses too. */
export interface OpenProjectService extends ProjectService {
  readonly reader: PhotoReader;
  readonly twins: TwinFinder;
  readonly checker: LabelChecker;
  readonly groups: GroupFinder;
  /** Ends readings; what they read is kept. */
  close(): Promise<void>;
}

export function createProjectService(needs: ProjectServiceNeeds): OpenProjectService {
  const { store, folders, uploads, runs } = needs;
  const twins = openTwinFinder(needs.runJob ?? runJob);
  const checker = openLabelChecker(needs.runJob ?? runJob);
  const groups = openGroupFinder(needs.runJob ?? runJob);
  const reader = openPhotoReader({
    runJob: needs.runJob ?? runJob,
    requireAllowed: (path) => folders.requireAllowed(path),
    onRead: (project) => {
      twins.begin(project);
      groups.begin(project);
    },
  });

  const add = async (input: Inputs['createProject']['source']): Promise<string> => {
    if (input.kind === 'model') {
      const requireAllowed = (path: string): Promise<void> => folders.requireAllowed(path);
      const opener = { requireAllowed, uploads, runJob: needs.runJob ?? runJob };
      return (await newModelProject(store, input, opener)).id;
    }
    if (input.kind === 'path') await folders.requireAllowed(input.path);
    const source =
      input.kind === 'path'
        ? await sourceAt(input.path)
        : input.kind === 'sample'
          ? sampleSource()
          : await uploadedSource(await uploads.folderOf(input.upload), input.name);
    if (extname(source.origin).toLowerCase() === packedExtension) {
      const opened = await openPacked(source.origin, source.name, store, needs.runJob ?? runJob);
      if (input.kind === 'upload') await uploads.remove(input.upload);
      return opened;
    }
    const known = input.kind === 'upload' ? null : await projectFrom(store, source.origin);
    if (known !== null) return known;
    const { id, folder } = await store.makeFolder(source.name);
    const origin = input.kind === 'upload' ? await takeUpload(source, folder) : source.origin;
    if (input.kind === 'upload') await uploads.remove(input.upload);
    const place = { folder: source.folder ?? ownPhotos(folder), origin };
    const project = await store.add(folder, newProjectFile(id, source, place));
    reader.begin(project);
    return id;
  };
  /** When it was opened is worth nothing beside what is in it: a full or read-only disk keeps no one from looking at a project. */
  const noteOpened = (id: string): Promise<void> =>
    store.touch(id).catch((error: unknown) => {
      if (!isThawError(error, 'disk-full') && !isThawError(error, 'permission-denied')) throw error;
    });
  // One after the other, so that one folder asked for twice at once becomes one project.
  let adding: Promise<unknown> = Promise.resolve();

  return {
    reader,
    twins,
    checker,
    groups,
    async list() {
      const summaries = await Promise.all((await store.entries()).map((entry) => summaryOf(entry, runs)));
      return summaries.filter((summary) => summary !== null);
    },
    async create({ source }) {
      const added = adding.then(() => add(source));
      adding = added.catch(() => undefined);
      const project = await added;
      await noteOpened(project);
      return { project };
    },
    async *watch({ project: id }, signal) {
      const project = await store.open(id);
      await noteOpened(id);
      // A service that was killed while it read left nothing to show.
      const { file, index, work } = project;
      const unread = file.reading === null || (file.reading === 'read' && index.photos.length === 0);
      if (unread && work.reading === null && work.writing === null) reader.begin(project);
      else if (lacksGroups(project) && !work.grouping && work.groupError === null && work.reading === null)
        groups.begin(project);
      yield* watchProject(project, () => projectView(project, runs), signal);
    },
    async rename({ project: id, name }) {
      const project = await store.open(id);
      await project.update((file) => ({ ...file, name }));
    },
    async forget({ project: id }) {
      const project = await store.open(id).catch(() => null);
      if (project) {
        const { activeRun } = await runs.runsOf(project);
        if (activeRun !== null)
          throw new ThawError('project-busy', { project: project.file.name, doing: 'training' });
        requireNotWriting(project);
        await reader.cancel(project);
        await Promise.all([twins.cancel(project), checker.cancel(project), groups.cancel(project)]);
      }
      await store.forget(id);
    },
    async relink({ project: id, folder }) {
      const project = await store.open(id);
      requireNotWriting(project);
      await folders.requireAllowed(folder);
      const place = resolve(folder);
      if (await isMissing(place)) throw new ThawError('folder-not-found', { folder: place });
      const origin = await realpath(place);
      await reader.cancel(project);
      const before = project.sourceFolder;
      await project.update((file) => {
        // A copy or move may have begun since.
        requireNotWriting(project);
        const { layout, folder: former } = file.source;
        const source = { kind: 'folder' as const, folder: place, origin, layout };
        // What was read elsewhere is not a reading of this folder.
        return { ...file, source, reading: former === place ? file.reading : null };
      });
      // Its runs find their photos there as well.
      await moveRunFolders(project.folder, (known) => (known === before ? place : known));
      reader.begin(project);
    },
    async *pack({ project: id, folder, photos }, signal) {
      const project = await store.open(id);
      requireNotWriting(project);
      await folders.requireAllowed(folder);
      const { activeRun } = await runs.runsOf(project);
      if (activeRun !== null)
        throw new ThawError('project-busy', { project: project.file.name, doing: 'training' });
      const out = join(resolve(folder), packedFileName(project.file.name));
      const request = { job: 'pack-project', folder: project.folder, out, photos } as const;
      yield* untilAborted(packInJob(request, needs.startJob ?? startJob, signal), signal);
    },
    async read({ project: id }) {
      reader.begin(await store.open(id));
    },
    async cancelReading({ project: id }) {
      const project = await store.open(id);
      await reader.cancel(project);
      if (lacksGroups(project)) groups.begin(project);
    },
    async setSettings({ project: id, settings }) {
      const project = await store.open(id);
      await project.update((file) => ({ ...file, settings }));
    },
    async close() {
      await adding;
      await Promise.all([reader.close(), twins.close(), checker.close(), groups.close()]);
    },
  };
}

function requireNotWriting(project: Project): void {
  if (project.work.writing !== null)
    throw new ThawError('project-busy', { project: project.file.name, doing: 'splitting' });
}

/** The project that was made from this place, or reads its photos there now; null where there is none. */
async function projectFrom(store: ProjectStore, origin: string): Promise<string | null> {
  for (const entry of await store.entries()) {
    const file = await projectFileOf(entry);
    if (file === null || file === 'damaged') continue;
    const { source } = file;
    if (source.origin === origin) return entry.id;
    const real = await realpath(source.folder).catch(() => null);
    if (real === origin) return entry.id;
  }
  return null;
}

/** Null where the file is gone; `damaged` where it is there and cannot be read. */
function projectFileOf({ folder }: ProjectEntry): Promise<ProjectFile | 'damaged' | null> {
  const file = join(folder, projectFileName);
  return readProjectJson(file, projectFileSchema, projectSchemaVersion).catch(() => 'damaged' as const);
}

async function summaryOf(entry: ProjectEntry, runs: ProjectRuns): Promise<ProjectSummary | null> {
  const file = await projectFileOf(entry);
  if (file === null) return null;
  // Opening it says what is wrong with it.
  if (file === 'damaged') return { ...entryOnly(entry), name: basename(entry.folder) };
  const [bestScore, missing] = await Promise.all([
    runs.bestScore(join(entry.folder, 'runs')),
    isMissing(file.source.folder),
  ]);
  return {
    ...entryOnly(entry),
    name: file.name,
    classes: file.summary.classes,
    photos: file.summary.photos,
    bestScore,
    thumbnails: file.summary.thumbnails,
    missing: missing && file.reading !== null,
  };
}

function entryOnly({ id, openedAt }: ProjectEntry): ProjectSummary {
  return { id, name: '', classes: 0, photos: 0, bestScore: null, openedAt, thumbnails: [], missing: false };
}

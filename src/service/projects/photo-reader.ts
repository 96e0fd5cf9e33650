import { readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { IndexedPhoto } from '../../shared/indexed-photo.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type {
  IndexPhotosResult,
  SampleResult,
  UnpackZipResult,
} from '../../shared/job-results/scan-results.ts';
import { unpackingPrefix } from '../../engine/archive/unpacking-prefix.ts';
import { compareCodePoints } from '../../engine/dataset/compare-code-points.ts';
import { isInside } from '../../engine/dataset/is-inside.ts';
import { readSplitFile } from '../../engine/dataset/read-split-file.ts';
import { samplePhotosFolder } from '../../engine/images/sample/sample-plan.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { saveSplit } from '../photos/save-split.ts';
import { ownPhotos } from './new-project.ts';
import { photoIndexName, photoIndexOf } from './photo-index.ts';
import { projectJobs, type ProjectJobs, type ProjectWorkUnderWay } from './project-jobs.ts';
import type { Project, ProjectWork } from './project.ts';

/** Reads projects' photos in jobs; one reading a project at a time. */
export interface PhotoReader extends Pick<ProjectJobs, 'settled' | 'close'> {
  /** Begins a reading and returns at once. Throws `project-busy` while photos are being copied or moved. */
  begin(project: Project): void;
  /** Ends a reading; what was read so far is kept. Resolves once it has ended. */
  cancel(project: Project): Promise<void>;
}

export interface PhotoReaderNeeds {
  readonly runJob: JobRunner;
  /** Throws for a folder that the app may not open. */
  readonly requireAllowed: (path: string) => Promise<void>;
  /** Told of a reading that came to its end. */
  readonly onRead: (project: Project) => void;
}

export function openPhotoReader({ runJob, requireAllowed, onRead }: PhotoReaderNeeds): PhotoReader {
  const jobs = projectJobs();

  const read = async (project: Project, own: ProjectWorkUnderWay): Promise<void> => {
    const found: IndexedPhoto[] = [];
    // While nothing whole is there to be shown yet, photos are shown as they come.
    const first = project.index.photos.length === 0 || project.file.reading === null;
    let root = resolve(project.sourceFolder);
    project.setWork({ growing: first });
    const run: Run = (request) =>
      runJob(
        request,
        (event) => {
          if (event.kind === 'photos-read') found.push(...event.photos);
          show(project, event, first ? { root, photos: found } : null);
        },
        own,
      );
    try {
      await provideSource(project, run);
      root = await rootOf(project.sourceFolder);
      if (!isInside(project.sourceFolder, root)) await requireAllowed(root);
      const known = join(project.folder, photoIndexName);
      const result = await run<IndexPhotosResult>({
        job: 'index-photos',
        folder: project.sourceFolder,
        known,
        nested: project.file.split.group?.kind === 'folder',
      });
      if (!isInside(project.sourceFolder, result.folder)) await requireAllowed(result.folder);
      await finish(project, result, found);
      onRead(project);
    } catch (error) {
      await end(project, asThawError(error), first ? { root, photos: found } : null);
    }
  };

  return {
    ...jobs,
    begin(project) {
      if (project.work.writing !== null)
        throw new ThawError('project-busy', { project: project.file.name, doing: 'splitting' });
      if (jobs.isUnderWay(project)) return;
      jobs.begin(project, (own) => read(project, own));
      project.setWork({ reading: { kind: 'reading', done: 0, total: null } });
    },
  };
}

/** What was read so far. */
interface Found {
  /** Absolute path that the photos' paths are relative to. */
  readonly root: string;
  readonly photos: readonly IndexedPhoto[];
}

/** Where photos of a source lie: its split file may name them elsewhere. What is wrong with that the job tells. */
async function rootOf(source: string): Promise<string> {
  const split = await readSplitFile(source).catch(() => null);
  return resolve(source, split?.folder ?? '.');
}

type Run = <Result>(request: Parameters<JobRunner>[0]) => Promise<Result>;

/** The sample is rendered and a .zip unpacked when it is first read, and again where that is gone. */
async function provideSource(project: Project, run: Run): Promise<void> {
  const { kind, folder, origin } = project.file.source;
  if (kind === 'sample' && folder === samplePhotosFolder())
    await run<SampleResult>({ job: 'provide-sample' });
  const isThere = await stat(folder).catch(() => null);
  const isZip = folder === ownPhotos(project.folder) && origin !== folder;
  if (isThere || !isZip) return;
  await removeHalfUnpacked(project.folder);
  await run<UnpackZipResult>({ job: 'unpack-zip', file: origin, out: folder });
  // An upload has served its purpose; a .zip of the user's stays where it is.
  if (kind === 'upload') await rm(origin, { force: true });
}

/** What a killed job left behind. */
async function removeHalfUnpacked(projectFolder: string): Promise<void> {
  const prefix = unpackingPrefix(ownPhotos(projectFolder));
  for (const name of await readdir(projectFolder)) {
    const path = join(projectFolder, name);
    if (path.startsWith(prefix)) await rm(path, { recursive: true, force: true });
  }
}

/** Shows how far a reading is. @param found what was read so far, where the page shows photos as they come. */
function show(project: Project, event: JobEvent, found: Found | null): void {
  if (event.kind === 'stage' || event.kind === 'progress') {
    const kind = event.stage === 'unpacking' ? 'unpacking' : 'reading';
    const done = event.kind === 'progress' ? event.done : 0;
    project.setWork({ reading: { kind, done, total: event.total } });
  } else if (event.kind === 'photos-read' && found) void project.setIndex(indexSoFar(found), false);
}

function indexSoFar({ root, photos }: Found) {
  return photoIndexOf({ folder: root, layout: null, photos: [...photos], skipped: [] });
}

async function finish(project: Project, result: IndexPhotosResult, photos: IndexedPhoto[]): Promise<void> {
  const { folder, layout, skipped } = result;
  const sorted = photos.sort(
    (a, b) => compareCodePoints(a.className, b.className) || compareCodePoints(a.path, b.path),
  );
  project.doubtGroups();
  await project.setIndex(photoIndexOf({ folder, layout, photos: sorted, skipped: [...skipped] }), true);
  await project.update((file) => ({ ...file, reading: 'read', source: { ...file.source, layout } }));
  await settle(project, null);
}

/**
 * A reading that was cancelled keeps what it read, unless an earlier one had read more; one that failed says why.
 * @param found null where an earlier reading's index stays.
 */
async function end(project: Project, error: ThawError, found: Found | null): Promise<void> {
  try {
    if (found && found.photos.length > 0) await project.setIndex(indexSoFar(found), true);
    const cancelled = isThawError(error, 'cancelled');
    if (cancelled && found) await project.update((file) => ({ ...file, reading: 'cancelled' }));
    await settle(project, cancelled ? null : { kind: 'failed', error: error.toPlain() });
  } catch (failure) {
    const reading = { kind: 'failed', error: asThawError(failure).toPlain() } as const;
    project.setWork({ reading, growing: false });
  }
}

/** The reading is shown as over once split.json is that of its photos: what trains then reads the right ones. */
async function settle(project: Project, reading: ProjectWork['reading']): Promise<void> {
  project.setWork({ growing: false });
  await saveSplit(project);
  project.setWork({ reading });
}

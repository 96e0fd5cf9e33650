import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import type { UndoSplitResult } from '../../shared/job-results.ts';
import { unfinishedSplit } from '../../engine/dataset/split-journal.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import type { PhotoReader } from '../projects/photo-reader.ts';
import type { ProjectFile } from '../projects/project-file.ts';
import type { Project } from '../projects/project.ts';
import { photoTableOf } from './make-photo-table.ts';
import { requireSplit } from './project-split.ts';
import { saveSplit } from './save-split.ts';

/** Copies or moves projects' photos by their split, in jobs, and takes that back. */
export interface SplitWriter {
  /**
   * Begins and returns; progress and what goes wrong are in `project.work`. After a move the project reads its photos
   * where they are now. Throws why there is no split to write.
   */
  write(project: Project, out: string, mode: 'copy' | 'move'): Promise<void>;
  /** Begins to take the written split back. Throws `split-journal-missing` where nothing was written. */
  undo(project: Project): Promise<void>;
  close(): Promise<void>;
}

export interface SplitWriterNeeds {
  readonly runJob: JobRunner;
  readonly reader: PhotoReader;
}

interface Ended {
  /** The photos lie elsewhere now and have to be read there. */
  readonly moved: boolean;
  /** What is worth saying although the work is done. */
  readonly error: ThawError | null;
}

export function openSplitWriter({ runJob, reader }: SplitWriterNeeds): SplitWriter {
  const running = new Map<Project, { job: RunningJob | null; done: Promise<void> }>();
  let closing = false;

  const run = <Result>(project: Project, request: JobRequest): Promise<Result> => {
    const kind = request.job === 'undo-split' ? 'undoing' : 'writing';
    return runJob<Result>(
      request,
      (event) => {
        if (event.kind === 'progress')
          project.setWork({ writing: { kind, done: event.done, total: event.total } });
      },
      {
        onStart(job) {
          running.get(project)!.job = job;
          if (closing) job.cancel();
        },
      },
    );
  };

  const begin = (project: Project, kind: 'writing' | 'undoing', work: () => Promise<Ended>): void => {
    const entry = { job: null, done: Promise.resolve() };
    running.set(project, entry);
    project.setWork({ writing: { kind, done: 0, total: null }, writingError: null });
    entry.done = work().then(
      ({ moved, error }) => {
        running.delete(project);
        project.setWork({ writing: null, writingError: error?.toPlain() ?? null });
        if (moved && !closing) reader.begin(project);
      },
      (error: unknown) => {
        running.delete(project);
        const writingError = isThawError(error, 'cancelled') ? null : asThawError(error).toPlain();
        project.setWork({ writing: null, writingError });
      },
    );
  };

  return {
    async write(project, out, mode) {
      requireSplit(photoTableOf(project).split);
      await saveSplit(project);
      begin(project, 'writing', async () => {
        const before = project.file.split.written;
        await noteBeginning(project, out, mode);
        try {
          await run(project, { job: 'write-split', folder: project.folder, out, mode });
        } catch (error) {
          // Where no journal lies nothing was begun, and there is nothing to undo.
          const begun = await unfinishedSplit(out).catch(() => null);
          if (!begun)
            await project.update((file) => ({ ...file, split: { ...file.split, written: before } }));
          throw error;
        }
        await noteEnd(project);
        return { moved: mode === 'move', error: null };
      });
    },
    async undo(project) {
      const { written } = project.file.split;
      if (!written) throw new ThawError('split-journal-missing', { folder: project.sourceFolder });
      begin(project, 'undoing', async () => {
        const undone = run<UndoSplitResult>(project, { job: 'undo-split', out: written.out });
        const { leftInPlace } = await undone.catch((error: unknown) => {
          // Copies whose folder the user threw away are undone already.
          if (written.mode === 'copy' && isThawError(error, 'folder-not-found')) return { leftInPlace: [] };
          throw error;
        });
        await noteUndo(project);
        const left = { folder: written.out, count: leftInPlace.length };
        return {
          moved: written.mode === 'move',
          error: left.count > 0 ? new ThawError('split-left-in-place', left) : null,
        };
      });
      return Promise.resolve();
    },
    async close() {
      closing = true;
      const entries = [...running.values()];
      for (const { job } of entries) job?.cancel();
      await Promise.all(entries.map(({ done }) => done));
    },
  };
}

/** Named before the first photo is touched, so that a kill leaves what can be undone. */
async function noteBeginning(project: Project, out: string, mode: 'copy' | 'move'): Promise<void> {
  await project.update((file) => {
    const { source, classes, leftOut, relabelled, split } = file;
    const { folder, layout } = source;
    const formerSource = mode === 'move' ? { folder, layout, classes, leftOut, relabelled } : null;
    const written = { mode, out, at: new Date().toISOString(), finished: false, formerSource };
    return { ...file, split: { ...split, written } };
  });
}

/** After a move the photos lie in OUT, under the edited classes: the edits have done their work. */
async function noteEnd(project: Project): Promise<void> {
  await project.update((file) => {
    const written = file.split.written && { ...file.split.written, finished: true };
    const ended: ProjectFile = { ...file, split: { ...file.split, written } };
    if (written?.mode !== 'move') return ended;
    const source = { ...file.source, folder: written.out, layout: 'thaw-split' as const };
    return { ...ended, source, classes: [], leftOut: [], relabelled: {} };
  });
}

async function noteUndo(project: Project): Promise<void> {
  await project.update((file) => {
    const { written } = file.split;
    const undone: ProjectFile = { ...file, split: { ...file.split, written: null } };
    // A move that never ended left the project's source as it was.
    if (!written?.formerSource || !written.finished) return undone;
    const { folder, layout, ...edits } = written.formerSource;
    return { ...undone, ...edits, source: { ...file.source, folder, layout } };
  });
}

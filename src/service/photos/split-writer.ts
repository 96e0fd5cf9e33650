import { resolve } from 'node:path';
import { isThawError, type PlainError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import type { UndoSplitResult } from '../../shared/job-results/split-results.ts';
import { readJournal, unfinishedSplit } from '../../engine/dataset/split-journal.ts';
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
   * where they are now. Throws `project-busy`, why there is no split to write, and `split-unfinished` or
   * `split-destination-taken` where another split lies in OUT.
   */
  write(project: Project, out: string, mode: 'copy' | 'move'): Promise<void>;
  /** Begins to take the written split back. Throws `project-busy`, and `split-journal-missing` where nothing was written. */
  undo(project: Project): void;
  close(): Promise<void>;
}

export interface SplitWriterNeeds {
  readonly runJob: JobRunner;
  readonly reader: PhotoReader;
}

interface Entry {
  job: RunningJob | null;
  done: Promise<void>;
}

interface Ended {
  /** The photos lie elsewhere now and have to be read there. */
  readonly moved: boolean;
  /** What is worth saying although the work is done. */
  readonly error: ThawError | null;
}

export function openSplitWriter({ runJob, reader }: SplitWriterNeeds): SplitWriter {
  const running = new Map<Project, Entry>();
  let closing = false;

  const run = <Result>(project: Project, request: JobRequest, onSign?: () => void): Promise<Result> => {
    const kind = request.job === 'undo-split' ? 'undoing' : 'writing';
    return runJob<Result>(
      request,
      (event) => {
        onSign?.();
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

  /** Takes the project before anything is waited for, so that nothing is written or undone twice at once. */
  const claim = (project: Project, kind: 'writing' | 'undoing'): Entry => {
    const { reading } = project.work;
    const busy = running.has(project)
      ? 'splitting'
      : reading !== null && reading.kind !== 'failed'
        ? 'reading'
        : null;
    if (busy !== null) throw new ThawError('project-busy', { project: project.file.name, doing: busy });
    const entry: Entry = { job: null, done: Promise.resolve() };
    running.set(project, entry);
    project.setWork({ writing: { kind, done: 0, total: null }, writingError: null });
    return entry;
  };

  const release = (project: Project, writingError: PlainError | null): void => {
    running.delete(project);
    project.setWork({ writing: null, writingError });
  };

  const begin = (project: Project, entry: Entry, work: () => Promise<Ended>): void => {
    entry.done = work().then(
      ({ moved, error }) => {
        release(project, error?.toPlain() ?? null);
        if (moved && !closing) reader.begin(project);
      },
      (error: unknown) => {
        release(project, isThawError(error, 'cancelled') ? null : asThawError(error).toPlain());
      },
    );
  };

  return {
    async write(project, out, mode) {
      const entry = claim(project, 'writing');
      let goesOn: boolean;
      try {
        // An edit that is being saved comes first.
        await project.update((file) => file);
        const { folder } = requireSplit(photoTableOf(project).split);
        await saveSplit(project);
        goesOn = await requireOwn(project, resolve(folder), out, mode);
      } catch (error) {
        release(project, null);
        throw error;
      }
      begin(project, entry, async () => {
        const before = project.file.split.written;
        await noteBeginning(project, out, mode);
        const seen = { begun: false };
        try {
          await run(project, { job: 'write-split', folder: project.folder, out, mode }, () => {
            seen.begun = true;
          });
        } catch (error) {
          // Only where surely nothing was begun there is nothing to undo, or what there was before.
          const nothing = !seen.begun && (goesOn || (await isJournalAbsent(out)));
          if (nothing)
            await project.update((file) => ({ ...file, split: { ...file.split, written: before } }));
          throw error;
        }
        await noteEnd(project);
        return { moved: mode === 'move', error: null };
      });
    },
    undo(project) {
      const { written } = project.file.split;
      if (!written) throw new ThawError('split-journal-missing', { folder: project.sourceFolder });
      begin(project, claim(project, 'undoing'), async () => {
        await noteUndoing(project);
        const undone = run<UndoSplitResult>(project, { job: 'undo-split', out: written.out });
        const { leftInPlace } = await undone.catch(async (error: unknown) => {
          // Killed before the journal was there or after it was gone: there is nothing left to take back.
          if (isThawError(error, 'split-journal-missing')) return { leftInPlace: [] };
          // The same; and copies whose folder the user threw away are undone already.
          const mayBeGone = written.mode === 'copy' || !written.finished;
          if (mayBeGone && isThawError(error, 'folder-not-found')) return { leftInPlace: [] };
          // A finished move whose folder is not there now, as on a disk that was unplugged: nothing was undone.
          if (isThawError(error, 'folder-not-found')) await noteFinished(project);
          throw error;
        });
        await noteUndo(project);
        const left = { folder: written.out, count: leftInPlace.length };
        return {
          moved: written.mode === 'move',
          error: left.count > 0 ? new ThawError('split-left-in-place', left) : null,
        };
      });
    },
    async close() {
      closing = true;
      const entries = [...running.values()];
      for (const { job } of entries) job?.cancel();
      await Promise.all(entries.map(({ done }) => done));
    },
  };
}

/**
 * True where OUT holds the journal of this project's own copy or move, to be gone on with; false where there is none.
 * Throws `split-unfinished` or `split-destination-taken` for another one, which must not be taken for this project's.
 * @param source absolute path of the folder that the photos lie in.
 */
async function requireOwn(
  project: Project,
  source: string,
  out: string,
  mode: 'copy' | 'move',
): Promise<boolean> {
  const journal = await readJournal(out);
  if (!journal) return false;
  const { written } = project.file.split;
  const isOwn = written?.out === out && written.mode === mode;
  if (isOwn && journal.mode === mode && journal.source === source) return true;
  if (await unfinishedSplit(out))
    throw new ThawError('split-unfinished', { folder: out, mode: journal.mode });
  throw new ThawError('split-destination-taken', { folder: out });
}

/** False also where that cannot be known. */
async function isJournalAbsent(out: string): Promise<boolean> {
  return readJournal(out).then(
    (journal) => journal === null,
    () => false,
  );
}

/** Named before the first photo is touched, so that a kill leaves what can be undone. */
async function noteBeginning(project: Project, out: string, mode: 'copy' | 'move'): Promise<void> {
  await project.update((file) => {
    const { source, classes, leftOut, relabelled, split } = file;
    const { folder, layout } = source;
    const formerSource = mode === 'move' ? { folder, layout, classes, leftOut, relabelled } : null;
    const at = new Date().toISOString();
    const written = { mode, out, at, finished: false, undoing: false, formerSource };
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
    return { ...ended, source, reading: null, classes: [], leftOut: [], relabelled: {} };
  });
}

/** Before the first photo goes back, so that an undo that is killed is known and can be asked again. */
async function noteUndoing(project: Project): Promise<void> {
  await project.update((file) => {
    const { written } = file.split;
    if (!written?.finished) return file;
    return { ...file, split: { ...file.split, written: { ...written, finished: false, undoing: true } } };
  });
}

/** As it was before an undo that touched nothing. */
async function noteFinished(project: Project): Promise<void> {
  await project.update((file) => {
    const written = file.split.written && { ...file.split.written, finished: true, undoing: false };
    return { ...file, split: { ...file.split, written } };
  });
}

async function noteUndo(project: Project): Promise<void> {
  await project.update((file) => {
    const { written } = file.split;
    const undone: ProjectFile = { ...file, split: { ...file.split, written: null } };
    // A move that never ended left the project's source as it was.
    if (!written?.formerSource || !(written.finished || written.undoing)) return undone;
    const { folder, layout, ...edits } = written.formerSource;
    return { ...undone, ...edits, source: { ...file.source, folder, layout }, reading: null };
  });
}

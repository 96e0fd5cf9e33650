import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Part, Photo, SkippedFile } from '../../shared/dataset.ts';
import type { JobContext } from '../job/job-context.ts';
import { mapInParallel } from '../job/map-in-parallel.ts';
import { interleave } from './interleave.ts';
import { requireFolder } from './require-folder.ts';
import type { OpenPhotoKeeper, PhotoKeeper } from './photo-keeper.ts';
import { type DatasetFileReading, readDatasetFile } from './read-dataset-file.ts';
import type { ScanWatcher } from './scan-watcher.ts';
import type { MisnamedPhoto } from './scanned-dataset.ts';
import { startStage } from '../job/start-stage.ts';

/** A file that may be a photo, with what its place says about it. */
export interface Candidate {
  readonly path: string;
  readonly classIndex: number;
  readonly part: Part | null;
}

export interface ReadCandidates {
  readonly photos: readonly (Photo & { readonly part: Part | null })[];
  readonly skipped: readonly SkippedFile[];
  readonly misnamed: readonly MisnamedPhoto[];
}

/** Enough to keep disk and processor busy; the decoder bounds itself further. */
const filesAtOnce = 8;

/** Who watches, and what the candidates' classes are called. */
export interface CandidateWatch {
  readonly watcher: ScanWatcher;
  readonly classNames: readonly string[];
}

/**
 * Reads every candidate, with progress as stage `scanning`; the answer is in the order given. The classes are read in
 * turns, so that who watches soon sees each of them. What is decoded goes to the keeper. Throws `cancelled`,
 * `drive-gone`, `too-many-open-files`.
 */
export async function readCandidates(
  folder: string,
  candidates: readonly Candidate[],
  context: JobContext,
  watch?: CandidateWatch,
  openKeeper?: OpenPhotoKeeper,
): Promise<ReadCandidates> {
  const progress = startStage(context.report, 'scanning', candidates.length, 'files');
  const readings: DatasetFileReading[] = [];
  const inTurns = interleave([...candidates.entries()], ([, { classIndex }]) => classIndex);
  const keeper = (await openKeeper?.(candidates.length)) ?? null;
  try {
    await mapInParallel(inTurns, filesAtOnce, context.signal, async ([index, candidate]) => {
      const reading = await readWatched(folder, candidate, watch, keeper);
      if (!reading.ok) await requireFolder(folder, reading.reason);
      readings[index] = reading;
      progress.advance();
    });
  } finally {
    await keeper?.close();
  }
  progress.finish();
  const photos: (Photo & { part: Part | null })[] = [];
  const skipped: SkippedFile[] = [];
  const misnamed: MisnamedPhoto[] = [];
  candidates.forEach(({ path, classIndex, part }, index) => {
    const reading = readings[index]!;
    if (!reading.ok) {
      skipped.push({ path, reason: reading.reason, detail: reading.detail });
      return;
    }
    photos.push({ path, classIndex, sha256: reading.sha256, bytes: reading.bytes, part });
    if (reading.misnamedType) misnamed.push({ path, type: reading.misnamedType });
  });
  return { photos, skipped, misnamed };
}

async function readWatched(
  folder: string,
  { path, classIndex, part }: Candidate,
  watch: CandidateWatch | undefined,
  keeper: PhotoKeeper | null,
): Promise<DatasetFileReading> {
  const file = resolve(folder, path);
  if (!watch) return readDatasetFile(file, keeper);
  const reading = (await recalled(file, path, watch.watcher)) ?? (await readDatasetFile(file, keeper));
  if (reading.ok) {
    const { sha256, bytes, width, height, modified, misnamedType } = reading;
    const className = watch.classNames[classIndex]!;
    watch.watcher.found({ path, className, part, sha256, bytes, width, height, modified, misnamedType });
  }
  return reading;
}

/** What an earlier reading found, where the file's size and time are still the same. */
async function recalled(
  file: string,
  path: string,
  watcher: ScanWatcher,
): Promise<(DatasetFileReading & { ok: true }) | null> {
  const known = watcher.recall(path);
  if (known === null) return null;
  const status = await stat(file).catch(() => null);
  const unchanged =
    status?.isFile() === true && status.size === known.bytes && status.mtimeMs === known.modified;
  return unchanged ? { ok: true, ...known } : null;
}

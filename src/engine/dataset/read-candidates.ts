import { resolve } from 'node:path';
import type { Part, Photo, SkippedFile } from '../../shared/dataset.ts';
import type { JobContext } from '../job/job-context.ts';
import { mapInParallel } from '../job/map-in-parallel.ts';
import { readDatasetFile } from './read-dataset-file.ts';
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

/** Reads every candidate, with progress as stage `scanning`, in the order given. Throws `cancelled`. */
export async function readCandidates(
  folder: string,
  candidates: readonly Candidate[],
  context: JobContext,
): Promise<ReadCandidates> {
  const progress = startStage(context.report, 'scanning', candidates.length, 'files');
  const readings = await mapInParallel(candidates, filesAtOnce, context.signal, async (candidate) => {
    const reading = await readDatasetFile(resolve(folder, candidate.path));
    progress.advance();
    return reading;
  });
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

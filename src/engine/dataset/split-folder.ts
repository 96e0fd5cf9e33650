import { isDeepStrictEqual } from 'node:util';
import { resolve } from 'node:path';
import type { SkippedFile, SplitDataset } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { CheckDepth, GroupRule, SplitSpec } from '../../shared/job-requests.ts';
import type { SplitResult, SubjectGroup } from '../../shared/job-results/split-results.ts';
import { checkedImage, twinsOfPhotos } from '../checking/twins-of-photos.ts';
import { pixelKeeper } from '../features/pixel-keeper.ts';
import type { JobContext } from '../job/job-context.ts';
import { applySplit, resumeSplit } from './apply-split.ts';
import { mergeGroups } from './merge-groups.ts';
import { planSplit } from './plan-split.ts';
import { scanDataset, type ScannedDataset } from './scan-dataset.ts';
import { unfinishedSplit } from './split-journal.ts';
import { subjectGroups } from './subject-groups.ts';

export interface SplitRequest {
  readonly folder: string;
  readonly out: string;
  readonly spec: SplitSpec;
  readonly mode: 'list' | 'copy' | 'move';
  readonly seed: number;
  /** Look for photos of one picture first, so that they stay in one part; null: only equal files do. */
  readonly check: CheckDepth | null;
  /** What photos of one subject have in common. */
  readonly groups: readonly GroupRule[];
  /** Nothing is written. */
  readonly dryRun: boolean;
}

export interface FolderSplit {
  readonly dataset: SplitDataset;
  readonly skipped: readonly SkippedFile[];
  /** Groups of files that look alike and were kept in one part; null where none was looked for. */
  readonly keptTogether: number | null;
  readonly subjects: SplitResult['subjects'];
}

/**
 * Scans, plans and carries a split out. Asked again in the same words after a copy or move stopped half-way, it goes
 * on with that one; in other words it throws `split-unfinished` before anything is read or done.
 * Throws also what `scanDataset`, `subjectGroups`, `twinsOfPhotos`, `planSplit` and `applySplit` do.
 */
export async function splitFolder(request: SplitRequest, context: JobContext): Promise<FolderSplit> {
  const out = resolve(request.out);
  const asked = { folder: resolve(request.folder), spec: request.spec };
  const unfinished = request.dryRun ? null : await unfinishedSplit(out);
  if (unfinished) {
    const sameWords = unfinished.mode === request.mode && unfinished.seed === request.seed;
    if (!sameWords || !isDeepStrictEqual(unfinished.asked, asked))
      throw new ThawError('split-unfinished', { folder: out, mode: unfinished.mode });
    return { dataset: await resumeSplit(out, context), skipped: [], keptTogether: null, subjects: null };
  }
  const { groups: rules } = request;
  const nested = rules.some(({ kind }) => kind === 'folder');
  const scanned = await scanDataset(asked.folder, context, {
    nested,
    ...(request.check && { openKeeper: pixelKeeper(checkedImage, context.signal) }),
  });
  const subjects = rules.length > 0 ? await subjectGroups(scanned, rules, context) : null;
  const found =
    request.check &&
    (await twinsOfPhotos(scanned.photos, scanned.folder, request.check, checkedImage, context));
  const together = mergeGroups([...(found?.groups ?? []), ...hashesOf(scanned, subjects ?? [])]);
  const shortOf = subjects && subjects.length > 0 ? 'groups' : 'identical-files';
  const dataset = planSplit(scanned, request.spec, request.seed, together, shortOf);
  if (!request.dryRun) await applySplit(dataset, out, request.mode, context, asked);
  return {
    dataset,
    skipped: scanned.skipped,
    keptTogether: found?.groups.length ?? null,
    subjects,
  };
}

function hashesOf(
  { photos }: ScannedDataset,
  groups: readonly SubjectGroup[],
): readonly (readonly string[])[] {
  const byPath = new Map(photos.map(({ path, sha256 }) => [path, sha256]));
  return groups.map(({ paths }) => paths.map((path) => byPath.get(path)!));
}

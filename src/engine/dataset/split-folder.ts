import { isDeepStrictEqual } from 'node:util';
import { resolve } from 'node:path';
import type { SkippedFile, SplitDataset } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { SplitSpec } from '../../shared/job-requests.ts';
import type { JobContext } from '../job/job-context.ts';
import { applySplit, resumeSplit } from './apply-split.ts';
import { planSplit } from './plan-split.ts';
import { scanDataset } from './scan-dataset.ts';
import { unfinishedSplit } from './split-journal.ts';

export interface SplitRequest {
  readonly folder: string;
  readonly out: string;
  readonly spec: SplitSpec;
  readonly mode: 'list' | 'copy' | 'move';
  readonly seed: number;
}

/**
 * Scans, plans and carries a split out. Asked again in the same words after a copy or move stopped half-way, it goes
 * on with that one; in other words it throws `split-unfinished` before anything is read or done.
 * Throws also what `scanDataset`, `planSplit` and `applySplit` do.
 */
export async function splitFolder(
  request: SplitRequest,
  context: JobContext,
): Promise<{ dataset: SplitDataset; skipped: readonly SkippedFile[] }> {
  const out = resolve(request.out);
  const asked = { folder: resolve(request.folder), spec: request.spec };
  const unfinished = await unfinishedSplit(out);
  if (unfinished) {
    const sameWords = unfinished.mode === request.mode && unfinished.seed === request.seed;
    if (!sameWords || !isDeepStrictEqual(unfinished.asked, asked))
      throw new ThawError('split-unfinished', { folder: out, mode: unfinished.mode });
    return { dataset: await resumeSplit(out, context), skipped: [] };
  }
  const scanned = await scanDataset(asked.folder, context);
  const dataset = planSplit(scanned, request.spec, request.seed);
  await applySplit(dataset, out, request.mode, context, asked);
  return { dataset, skipped: scanned.skipped };
}

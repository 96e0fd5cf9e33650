import type { SkippedFile } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { PredictResult } from '../../shared/job-results/evaluation-results.ts';
import { isAccepted } from '../../shared/statistics/acceptance.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { familiaritiesOf } from '../familiarity/familiarities-of.ts';
import { ruleForShare, ruleOfRun } from '../familiarity/run-rule.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import type { JobContext } from '../job/job-context.ts';
import { openModel } from '../models/model-folder.ts';
import { type FoundFile, listPhotoFiles } from './list-photo-files.ts';
import { openLastingModel } from './open-lasting-model.ts';
import { byClass, scoreFiles } from './score-files.ts';

/** Of a file that could not be read: nobody doubts an answer that was not given. */
const unread = { label: null, probabilities: {}, familiarity: null, accepted: true } as const;

export interface PredictRequest {
  /** The run's folder. */
  readonly run: string;
  /** Files and folders. */
  readonly paths: readonly string[];
  /** The share of validation photos whose answers stand; none: the run's own rule. */
  readonly accept?: number | null;
}

/**
 * Predicts every photo that `paths` name and reports one `prediction` event a file, in order. A file that cannot be
 * read has `label` null and is in the result's `skipped`. Photos are held a batch at a time.
 *
 * Throws `no-photos`, `cancelled`, and what opening the run and its rule throws.
 */
export async function predictPaths(request: PredictRequest, context: JobContext): Promise<PredictResult> {
  const start = performance.now();
  const { run, paths, accept = null } = request;
  const model = await openModel(run);
  const { classes, image } = model.file;
  const rule = accept === null ? await ruleOfRun(run, model.file) : await ruleForShare(run, accept);
  const files: FoundFile[] = [];
  for await (const file of listPhotoFiles(paths)) {
    stopIfCancelled(context.signal);
    files.push(file);
  }
  if (!files.some((file) => file.kind === 'file'))
    throw new ThawError('no-photos', { path: paths.join(', ') });
  const scorer = await openLastingModel(model, context.report);
  const counts = new Map(classes.map((name) => [name, 0]));
  const skipped: SkippedFile[] = [];
  let refused = 0;
  const progress = startStage(context.report, 'predicting', files.length, 'photos');
  try {
    for await (const file of scoreFiles(files, scorer, image, context.signal)) {
      progress.advance();
      if (file.kind === 'skipped') {
        skipped.push(file.skipped);
        context.report({ kind: 'prediction', file: file.skipped.path, ...unread });
        continue;
      }
      const best = indexOfLargest(file.probabilities);
      const label = classes[best]!;
      const [familiarity = null] = model.known ? familiaritiesOf(file.features, model.known) : [];
      const accepted = isAccepted(rule, { confidence: file.probabilities[best]!, familiarity });
      if (accepted) counts.set(label, counts.get(label)! + 1);
      else refused++;
      const probabilities = byClass(classes, file.probabilities);
      context.report({ kind: 'prediction', file: file.path, label, probabilities, familiarity, accepted });
    }
    progress.finish();
  } finally {
    scorer.close();
  }
  return {
    run,
    predicted: files.length - skipped.length,
    refused,
    counts: Object.fromEntries(counts),
    seconds: (performance.now() - start) / 1000,
    skipped,
  };
}

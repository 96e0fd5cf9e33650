import type { RunFacts } from '../../shared/advice/run-facts.ts';
import type { SplitDataset } from '../../shared/dataset.ts';
import {
  answersFileSchema,
  evaluationFileSchema,
  type Evaluation,
  type RunConfig,
} from '../../shared/run-files.ts';
import { countLeaks } from '../checking/count-leaks.ts';
import { readMetrics } from '../training/metrics-file.ts';
import { settleResults } from '../training/replace-results.ts';
import { openRun, readRunFile, runPaths } from '../training/run-folder.ts';

/** Measured anew: in place of what the run itself recorded. `ofSplit` false: on photos that are not the run's. */
export interface MeasuredAnew {
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  readonly ofSplit: boolean;
}

/**
 * What advice about a run is made from, as its folder tells it. `twins`: files that show one picture, by SHA-256, where
 * somebody looked for them. Throws `run-not-found`, `run-file-damaged`, `run-from-newer-version`, `permission-denied`.
 */
export async function readRunFacts(
  run: string,
  twins: readonly (readonly string[])[],
  anew: MeasuredAnew | null = null,
): Promise<RunFacts> {
  await settleResults(run);
  const paths = runPaths(run);
  const { config, dataset } = await openRun(run);
  const recorded = await readRunFile(run, paths.evaluation, evaluationFileSchema);
  const epochs = await readMetrics(paths.metrics);
  const answers = await readRunFile(run, paths.answers, answersFileSchema);
  const measured = measuredPart(anew ?? recorded);
  const isOfSplit = anew?.ofSplit ?? true;
  return {
    classes: config.classes,
    counts: countByClass(config, dataset),
    recipe: config.recipe,
    epochs: epochs.slice(0, recorded?.stoppedAt ?? epochs.length),
    measured,
    answers: isOfSplit && measured && answers ? answers[measured.part] : null,
    leaks: isOfSplit ? countLeaks(dataset.photos, twins) : null,
  };
}

function measuredPart(
  measured: { readonly test: Evaluation | null; readonly validation: Evaluation | null } | null,
): RunFacts['measured'] {
  if (measured?.test) return { part: 'test', evaluation: measured.test };
  return measured?.validation ? { part: 'validation', evaluation: measured.validation } : null;
}

function countByClass({ classes }: RunConfig, { photos }: SplitDataset): RunFacts['counts'] {
  const counts = classes.map(() => ({ train: 0, validation: 0, test: 0 }));
  for (const { classIndex, part } of photos) {
    const ofClass = counts[classIndex];
    if (ofClass) ofClass[part] += 1;
  }
  return counts;
}

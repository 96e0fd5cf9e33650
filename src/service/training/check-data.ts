import { stat } from 'node:fs/promises';
import type { ReadyCheck } from '../../shared/app/run-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { SplitFile } from '../../shared/run-files.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { Project } from '../projects/project.ts';
import type { PlanFolds } from '../photos/project-folds.ts';
import { countParts } from '../runs/count-parts.ts';
import { planOfFolds, type FoldsPlan } from './folds-plan.ts';

/** The project's split as a training reads it, up to date. Throws why there is none. */
export type ReadSplit = (project: Project) => Promise<SplitFile>;

export interface DataPlan {
  readonly check: Extract<ReadyCheck, { kind: 'data' }>;
  /** What one training reads; null where the check fails without one. */
  readonly split: SplitFile | null;
  /** Where the project is set to cross-validation. */
  readonly folds: FoldsPlan | null;
}

/** Whether a training can begin with the project's photos. Never throws. */
export async function checkData(
  project: Project,
  readSplit: ReadSplit,
  planFolds: PlanFolds,
): Promise<DataPlan> {
  let split: SplitFile | null = null;
  let folds: FoldsPlan | null = null;
  try {
    // Folds are planned from the photos as the project's split has them.
    split = await readSplit(project);
    const { folds: numFolds } = project.file.settings;
    if (numFolds !== null) {
      folds = planOfFolds(planFolds(project, numFolds));
      split = { ...split, photos: [...folds.first.photos] };
    }
    await requireTrainable(split);
    return { check: { kind: 'data', ok: true, counts: countParts(split), error: null }, split, folds };
  } catch (error) {
    const plain = asThawError(error).toPlain();
    return { check: { kind: 'data', ok: false, counts: countParts(split), error: plain }, split, folds };
  }
}

async function requireTrainable({ folder, classes, photos }: SplitFile): Promise<void> {
  if (!(await stat(folder).catch(() => null))) throw new ThawError('folder-not-found', { folder });
  if (photos.length === 0) throw new ThawError('no-classes', { folder, photosAtTop: 0 });
  if (classes.length < 2) throw new ThawError('one-class-only', { folder, className: classes[0] ?? '' });
  const trained = photos.filter(({ part }) => part === 'train');
  if (trained.length === 0) throw new ThawError('no-training-part', { folder });
  classes.forEach((className, index) => {
    if (!trained.some(({ classIndex }) => classIndex === index))
      throw new ThawError('class-too-small', { className, count: 0, needed: 1, reason: 'parts' });
  });
}

import { planFolds } from '../../engine/dataset/plan-folds.ts';
import type { SplitDataset } from '../../shared/dataset.ts';
import type { Project } from '../projects/project.ts';
import { photoTableOf } from './make-photo-table.ts';
import { isGiven, keptTogether, scannedFrom } from './project-split.ts';

/** Plans the folds of a project's cross-validation. Throws why there are none. */
export type PlanFolds = (project: Project, numFolds: number) => readonly SplitDataset[];

/**
 * Each photo in use is tested once, whatever part the source or the project's split gives it. Throws what planFolds does,
 * and `groups-pending`.
 */
export const planProjectFolds: PlanFolds = (project, numFolds) => {
  const { index, file } = project;
  const scanned = scannedFrom(index, photoTableOf(project).byClass, isGiven(index));
  const { together, shortOf } = keptTogether(index, file, project);
  return planFolds(scanned, numFolds, file.split.seed, together, shortOf);
};

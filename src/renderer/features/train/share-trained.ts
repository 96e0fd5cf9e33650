import type { TrainingView } from '../../../shared/app/run-view.ts';

/** How much of a training is done, 0 to 1, by its epochs through all folds; null where their number is not known. */
export function shareTrained({ phases, epoch, folds }: TrainingView): number | null {
  const planned = phases.reduce((sum, { epochs }) => sum + epochs, 0);
  if (planned === 0) return null;
  const ofOne = Math.min(1, epoch / planned);
  return folds ? Math.min(1, (folds.scores.length + ofOne) / folds.of) : ofOne;
}

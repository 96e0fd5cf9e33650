import { createFolds } from '../../engine/dataset/create-folds.ts';
import { changeAbout } from '../../engine/training/about-file.ts';
import type { ReadyCheck } from '../../shared/app/run-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { changesAgainstNamed } from '../../shared/recipes/recipe-differences.ts';
import { recipeOfSettings } from '../../shared/recipes/recipe-of-settings.ts';
import type { PlanFolds } from '../photos/project-folds.ts';
import type { Project } from '../projects/project.ts';
import { freeRunName } from './free-run-name.ts';
import { newRunInHand } from './open-run-in-hand.ts';
import type { RunInHand } from './run-in-hand.ts';
import type { TrainingEntry } from './training-record.ts';

/**
 * A run of what a project's settings ask for, which could begin. `taken`: names of runs without a folder yet. Throws
 * `project-busy`, and what createFolds throws.
 */
export async function prepareTraining(
  project: Project,
  settings: Project['file']['settings'],
  taken: readonly string[],
  planFolds: PlanFolds,
): Promise<RunInHand> {
  const recipe = recipeOfSettings(settings);
  const now = new Date();
  const { folds: numFolds } = settings;
  const base = numFolds === null ? recipe.name : `${recipe.name}-${numFolds}-folds`;
  const run = await freeRunName(project.runsFolder, base, taken, now);
  const name = settings.runName.trim() || null;
  const entry: TrainingEntry = {
    project: project.id,
    run,
    recipe,
    state: 'waiting',
    changes: [...changesAgainstNamed(recipe)],
    seed: settings.seed,
    folds: numFolds,
    startFrom: numFolds === null ? settings.startFrom : null,
    name,
    createdAt: now.toISOString(),
    error: null,
  };
  // Photos may have begun to move meanwhile.
  requireNotWriting(project);
  const hand = newRunInHand(project, entry);
  if (numFolds !== null) {
    await createFolds(hand.folder, planFolds(project, numFolds));
    if (name !== null) await changeAbout(hand.folder, { name });
    requireNotWriting(project);
  }
  return hand;
}

/** Throws `project-not-ready` for the first check that fails. */
export function requireReady(checks: readonly ReadyCheck[]): void {
  const failing = checks.find(({ ok }) => !ok);
  if (failing) throw new ThawError('project-not-ready', { check: failing.kind });
}

/** No run begins whose photos are just moved away. Throws `project-busy`. */
export function requireNotWriting({ work, file }: Project): void {
  if (work.writing !== null) throw new ThawError('project-busy', { project: file.name, doing: 'splitting' });
}

import type { ProjectView } from '../../shared/app/project-view.ts';
import type { Place } from '../shared/app.ts';
import { activeRunOf } from './training-end.ts';
import { howFar } from './how-far.ts';
import type { AppWords } from './words/en.ts';

/** The window's title says the doing first: `Epoch 58 of 90 - Cats and dogs`. */
export function windowTitle(place: Place, project: ProjectView | null, words: AppWords): string {
  if (place.kind === 'home') return words.thaw;
  const step = words.steps[place.step];
  if (!project) return `${step} - ${words.thaw}`;
  const run = activeRunOf(project);
  if (run?.state === 'training' && run.epochs > 0) return `${howFar(run, words.facts)} - ${project.name}`;
  return `${step} - ${project.name}`;
}

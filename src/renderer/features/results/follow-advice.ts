import type { AdviceAction } from '../../../shared/advice/advice.ts';
import type { ProjectSettings } from '../../../shared/app/project-settings.ts';
import type { ProjectView } from '../../../shared/app/project-view.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Recipe } from '../../../shared/recipe.ts';
import type { App } from '../../shared/app.ts';
import type { AnswerFilter } from './answer-filter.ts';
import { saveForNextRun } from './save-for-next-run.ts';
import { settingsWith } from './settings-with.ts';
import type { ResultsWords } from './words/en.ts';

/** Folds where nobody said how many: each model learns from 4 photos in 5. */
const usualFolds = 5;

/** Where advice is followed on the results' own screen. */
export interface AdviceWays {
  readonly showMistakes: (filter: AnswerFilter) => void;
  /** Opens the surest mistake large. */
  readonly showSurest: () => Promise<void>;
}

/** Leads where advice on a run is followed, with what it is about selected. `recipe`: the run's. */
export async function followAdvice(
  action: AdviceAction,
  {
    app,
    project,
    recipe,
  }: {
    readonly app: App;
    readonly project: Pick<ProjectView, 'id' | 'findings' | 'settings'>;
    readonly recipe: Recipe;
  },
  ways: AdviceWays,
  words: ResultsWords['advice'],
): Promise<void> {
  const data = (show?: string): void => {
    const place = { kind: 'project', project: project.id, step: 'data', run: null } as const;
    app.go({ ...place, ...(show === undefined ? {} : { show }) });
  };
  const train = (settings: ProjectSettings): Promise<void> =>
    saveForNextRun(app, project, settings, { set: words.set, undo: words.undo });
  switch (action.kind) {
    case 'split-anew':
      data(project.findings.some(({ kind }) => kind === 'leaked') ? 'finding:leaked' : 'to-look-at');
      return;
    case 'check-labels':
      data('to-look-at');
      return;
    case 'add-photos':
      data(`class:${action.className}`);
      return;
    case 'more-validation-photos':
      data();
      return;
    case 'cross-validate':
      await train({ ...settingsWith(sameAgain, recipe, project.settings), folds: usualFolds });
      return;
    case 'look-at-mistakes':
      ways.showMistakes({ className: action.className, answer: action.answer });
      return;
    case 'look-at-photo':
      await ways.showSurest();
      return;
    case 'train-with':
      await train(settingsWith(action, recipe, project.settings));
      return;
    default:
      assertNever(action);
  }
}

const sameAgain = { kind: 'train-with', recipe: null, changes: [] } as const;

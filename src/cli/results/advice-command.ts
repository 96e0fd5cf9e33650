import { dirname, join } from 'node:path';
import type { AdviceAction } from '../../shared/advice/advice.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { DatasetLayout } from '../../shared/dataset.ts';
import type { RunConfig } from '../../shared/run-files.ts';
import { shellWord } from '../terminal/shell-word.ts';

/** Of what run an action is. */
export interface AdvisedRun {
  /** As the person named it. */
  readonly run: string;
  readonly config: RunConfig;
  /** Where the photos lie and how, by the run's split.json. */
  readonly photos: { readonly folder: string; readonly layout: DatasetLayout };
}

/** The command that does what advice says; null where it is done with a camera. */
export function adviceCommand(action: AdviceAction, of: AdvisedRun): string | null {
  const photos = photosOf(of);
  const line = (...words: readonly string[]): string => ['thaw', ...words.map(shellWord)].join(' ');
  const beside = (name: string): string => join(dirname(photos), name);
  switch (action.kind) {
    case 'split-anew':
      return line('split', photos, '--out', beside('split-anew'), '--check', 'thorough');
    case 'add-photos':
      return null;
    case 'look-at-mistakes':
    case 'look-at-photo':
      return line('report', of.run);
    case 'check-labels':
      return line('check', photos);
    case 'train-with':
      return line(
        'train',
        of.config.source.folder,
        '--out',
        `${of.run}-next`,
        ...settings(of.config, action.recipe, action.changes),
      );
    case 'cross-validate':
      return line(
        'train',
        photos,
        '--out',
        `${of.run}-folds`,
        '--folds',
        '5',
        ...settings(of.config, null, []),
      );
    case 'more-validation-photos':
      return line('split', photos, '--out', beside('split-anew'), '--ratio', '60,25,15');
    default:
      return assertNever(action);
  }
}

/** A split file names photos that lie elsewhere; all else was read where it is. */
function photosOf({ config, photos }: AdvisedRun): string {
  return photos.layout === 'thaw-split' ? photos.folder : config.source.folder;
}

/** The run's own settings, then the new ones; with another recipe or augmentation what was set of the old one goes. */
function settings(
  { recipe, changes, seed }: RunConfig,
  otherRecipe: string | null,
  added: readonly string[],
): readonly string[] {
  const replacesAugmentation = added.some((change) => change.startsWith('augmentation='));
  const kept =
    otherRecipe === null
      ? changes.filter((change) => !replacesAugmentation || !change.startsWith('augmentation'))
      : [];
  return [
    '--recipe',
    otherRecipe ?? recipe.name,
    '--seed',
    String(seed),
    ...[...kept, ...added].flatMap((change) => ['--set', change]),
  ];
}

import type { Inputs } from '../../../shared/app/inputs.ts';
import type { PhotoView } from '../../../shared/app/project-view.ts';

type Change = Inputs['changePhotos']['change'];

export interface UndoStep {
  readonly paths: string[];
  readonly change: Change;
}

/** What makes photos be as they were before `change`, from how they were then. */
export function undoOf(photos: readonly PhotoView[], change: Change): readonly UndoStep[] {
  switch (change.kind) {
    case 'leave-out':
      return steps(
        photos.filter(({ state }) => state.kind === 'used'),
        () => ({ kind: 'take-in' }),
      );
    case 'take-in':
      return steps(
        photos.filter(({ state }) => state.kind === 'left-out'),
        () => ({ kind: 'leave-out' }),
      );
    case 'keep-label':
      return steps(photos, () => ({ kind: 'doubt-label' }));
    case 'doubt-label':
      return steps(photos, () => ({ kind: 'keep-label' }));
    case 'relabel':
      return steps(photos, ({ relabelledFrom, className }) => ({
        kind: 'relabel',
        className: relabelledFrom === null ? null : className,
      }));
  }
}

/** One step for all photos that need the same change. */
function steps(photos: readonly PhotoView[], changeFor: (photo: PhotoView) => Change): readonly UndoStep[] {
  const byChange = new Map<string, UndoStep>();
  for (const photo of photos) {
    const change = changeFor(photo);
    const key = JSON.stringify(change);
    const step = byChange.get(key);
    if (step) step.paths.push(photo.path);
    else byChange.set(key, { paths: [photo.path], change });
  }
  return [...byChange.values()];
}

import type { Inputs } from '../../../shared/app/inputs.ts';
import type { PhotoView } from '../../../shared/app/project-view.ts';
import type { App } from '../../shared/app.ts';
import { undoOf } from './undo-photos.ts';
import { dataWords, type DataWords } from './words/index.ts';

export type PhotoChange = Inputs['changePhotos']['change'];

/** What was done, in words, and how to take it back. */
export interface DoneChange {
  readonly text: string;
  readonly undo: () => Promise<void>;
}

/** Leaves photos out, takes them in, or gives them another class; null where that failed, which was told. */
export async function changePhotos(
  app: App,
  project: string,
  photos: readonly PhotoView[],
  change: PhotoChange,
  onchanged: () => void,
): Promise<DoneChange | null> {
  try {
    await app.client.photos.change.mutate({ project, paths: photos.map(({ path }) => path), change });
  } catch (error) {
    app.fail(error);
    return null;
  }
  onchanged();
  return {
    text: sentence(dataWords[app.language], photos, change),
    undo: () => takeBack(app, project, photos, change, onchanged),
  };
}

async function takeBack(
  app: App,
  project: string,
  photos: readonly PhotoView[],
  change: PhotoChange,
  onchanged: () => void,
): Promise<void> {
  try {
    for (const step of undoOf(photos, change)) await app.client.photos.change.mutate({ project, ...step });
  } catch (error) {
    app.fail(error);
  }
  onchanged();
}

function sentence({ grid, review }: DataWords, photos: readonly PhotoView[], change: PhotoChange): string {
  switch (change.kind) {
    case 'leave-out':
      return grid.leftOutToast(photos.length);
    case 'take-in':
      return grid.takenInToast(photos.length);
    case 'relabel':
      return grid.relabelledToast(
        photos.length,
        change.className ?? photos[0]?.relabelledFrom ?? photos[0]?.className ?? '',
      );
    case 'keep-label':
    case 'doubt-label':
      return review.kept(photos[0]?.className ?? '');
  }
}

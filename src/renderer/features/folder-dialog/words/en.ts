import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** Words of Thaw's own folder dialog. */
export const en = {
  places: 'Places',
  path: 'Path',
  entries: 'Content',
  up: 'One folder up',
  loading: 'Reading the folder',
  empty: 'Nothing to show here',
  more: (left: number) => `${count(left)} more are not listed`,
  kinds: { folder: 'folder', zip: '.zip file', photo: 'photo' },
  /** What the shown folder holds. */
  holds: (classFolders: number, photos: number) => {
    if (classFolders > 0)
      return `${count(classFolders)} ${classFolders === 1 ? 'sub-folder' : 'sub-folders'} with photos`;
    return photos > 0
      ? `${count(photos)} ${photos === 1 ? 'photo' : 'photos'}, no sub-folders with photos`
      : 'No photos here';
  },
  chooseFolder: 'Choose this folder',
  chooseZip: 'Choose this .zip',
  choosePhotos: (photos: number) => `Choose ${count(photos)} ${photos === 1 ? 'photo' : 'photos'}`,
  choosePhotoFolder: 'Choose all photos here',
  choosePhotosFirst: 'Choose photos',
  newFolder: 'New folder…',
  newFolderTitle: 'New folder',
  newFolderName: 'Name',
  make: 'Make folder',
  cancel: 'Cancel',
};
export type FolderDialogWords = typeof en;

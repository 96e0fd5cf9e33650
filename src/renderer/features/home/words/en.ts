import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** Words of the first screen. */
export const en = {
  title: 'Drop a folder of photos',
  sub: 'One sub-folder per class. Thaw makes a model from them, and says how far to trust it.',
  dropLabel: 'Begin with a folder',
  tree: { root: 'my photos', one: 'cats', other: 'dogs' },
  treeLabel: 'A folder "my photos" with a sub-folder "cats" and a sub-folder "dogs", photos in each.',
  chooseFolder: 'Choose folder…',
  chooseFolderTitle: 'Choose a folder of photos',
  sample: 'Try the sample',
  also: 'Also a folder that is already split into train, val and test, a .zip of either, or a packed project',
  chooseZip: 'Choose .zip or .thaw…',
  chooseZipTitle: 'Choose a .zip of photos, or a packed project',
  model: 'You have a trained model already?',
  openModel: 'Open a model…',
  openingModel: 'Opening the model',
  facts: [
    ['Photos stay here', 'Nothing is uploaded. Originals are read, never changed.'],
    ['A few hundred will do', 'From about 50 photos in each class, two classes or more.'],
    ['All on this computer', 'No account and no cloud. The model is yours to take away.'],
  ],
  recent: 'Recent projects',
  open: 'Open…',
  classesAndPhotos: (classes: number, photos: number) =>
    `${count(classes)} ${classes === 1 ? 'class' : 'classes'}, ${count(photos)} ${photos === 1 ? 'photo' : 'photos'}`,
  notTrained: 'not trained',
  missing: 'The folder is no longer there',
  find: 'Find…',
  findTitle: (name: string) => `Where are the photos of "${name}" now?`,
  noneTitle: 'No projects yet',
  noneText: 'Each folder you open is kept here, with its runs and results.',
  loading: 'Reading the list of projects',
  tryAgain: 'Try again',
  more: (name: string) => `More for the project "${name}"`,
  rename: 'Rename…',
  renameTitle: 'Rename the project',
  name: 'Name',
  renameAct: 'Rename',
  forget: 'Remove from the list',
  forgetTitle: (name: string) => `Remove "${name}" from the list?`,
  forgetText: 'Its photos, runs and results stay on the disk. Nothing is deleted.',
  keep: 'Keep it',
  forgotten: (name: string) => `"${name}" is no longer in the list. Nothing was deleted.`,
};
export type HomeWords = typeof en;

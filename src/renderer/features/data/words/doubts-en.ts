import { formatCount, formatTimeLeft } from '../../../../shared/messages/format-numbers.ts';

/** Words of groups of photos, of the thorough check, and of going through labels in doubt. */

const count = (value: number): string => formatCount(value, 'en');
const many = (value: number, one: string, more: string): string =>
  `${count(value)} ${value === 1 ? one : more}`;
const photos = (value: number): string => many(value, 'photo', 'photos');

/** How far a thorough check is. */
export interface CheckProgress {
  readonly done: number;
  readonly total: number | null;
  readonly secondsLeft: number | null;
}

export const groupWords = {
  name: 'Keep groups together',
  kinds: {
    none: 'No groups',
    folder: 'Sub-folder',
    exif: 'Time and camera',
    pattern: 'Pattern in the name',
    csv: 'Column of a CSV',
  },
  says: {
    folder: 'Photos in one folder inside their class folder',
    exif: 'One camera, taken within seconds of each other',
    pattern: 'What a regular expression finds in the file name',
    csv: 'A table that names each file and its group',
  },
  seconds: 'Seconds apart',
  secondsHint: 'At most, from one photo to the next.',
  pattern: 'Regular expression',
  patternHint: 'The first (group) names the subject: rex_01.jpg gives rex.',
  patternFault: (fault: string) => `Not a regular expression yet: ${fault}.`,
  chooseFile: 'Choose a CSV…',
  otherFile: 'Another CSV…',
  csvHint: 'With a column "file" or "path" and one that names the group.',
  column: 'Column',
  noColumn: 'Choose…',
  finding: 'Looking for groups…',
  nothing: 'No two photos belong together by this.',
  found: (groups: number, value: number) =>
    `${many(groups, 'group', 'groups')} of ${photos(value)}; each stays in one part.`,
  largest: 'Largest groups',
  photos: (value: number) => photos(value),
  more: (value: number) => `and ${many(value, 'more group', 'more groups')}`,
  changed: (kind: string) => `Kept together by: ${kind}`,
};

export const checkWords = {
  begin: 'Check thoroughly',
  again: 'Check again',
  says: (value: number) =>
    `For wrong labels, and cut or tilted copies. VGG16, whatever is trained, looks at ${value === 1 ? '1 photo' : `all ${photos(value)}`}, which takes some minutes for thousands of photos on a processor.`,
  last: (when: string, value: number, suspects: number) =>
    `${when}: ${photos(value)} checked, ${suspects === 0 ? 'no label in doubt' : many(suspects, 'label in doubt', 'labels in doubt')}.`,
  starting: 'Starting the check',
  progress: ({ done, total, secondsLeft }: CheckProgress) =>
    total === null
      ? 'You can go on working.'
      : `${count(done)} of ${count(total)}${secondsLeft === null ? '' : `, ${formatTimeLeft(secondsLeft, 'en')} left`}`,
  cancel: 'Cancel',
  shutReading: 'Wait until the photos are read and written.',
  shutTraining: 'Wait until the training is done.',
};

export const reviewWords = {
  title: 'Wrong label?',
  position: (index: number, total: number) => `${count(index)} of ${count(total)}`,
  decided: 'Decided',
  decidedOf: (value: number, total: number) => `${count(value)} of ${count(total)} decided`,
  close: 'Close',
  earlier: 'Earlier photo',
  later: 'Later photo',
  labelled: 'Label',
  looksLike: 'Looks like',
  likeness: 'Likeness',
  likenessSays: 'From 0 to 1, by a classifier that never saw this photo and by its nearest photos.',
  nearest: (name: string) => `Its nearest in "${name}"`,
  nearestPhoto: (name: string, file: string) => `${name}, ${file}`,
  neighbours: (value: number, of: number, name: string) =>
    `${count(value)} of the ${count(of)} photos most like it are labelled "${name}".`,
  keep: (name: string) => `Keep "${name}"`,
  relabel: 'Change class…',
  relabelTo: (name: string) => `Change to "${name}"`,
  exclude: 'Leave out',
  undo: 'Undo',
  kept: (name: string) => `Kept as "${name}"`,
  relabelled: (name: string) => `Now "${name}"`,
  leftOut: 'Left out. Nothing was deleted.',
  none: 'No label is in doubt any more.',
};

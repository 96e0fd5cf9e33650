import type { DatasetErrors } from '../../errors/dataset-errors.ts';
import { formatCount } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

const count = (value: number): string => formatCount(value, 'en');
const photosOf = (value: number): string => `${count(value)} ${value === 1 ? 'photo' : 'photos'}`;

/** Up to five names in quotes. */
const named = (names: readonly string[]): string =>
  `${names
    .slice(0, 5)
    .map((name) => `"${name}"`)
    .join(', ')}${names.length > 5 ? ` and ${count(names.length - 5)} more` : ''}`;

const oneFolderPerClass =
  'Put the photos of each class into a folder of their own, with the name of the class.';

export const datasetMessages: ErrorSentences<DatasetErrors> = {
  'idx-files-missing': ({ folder, missing }) => ({
    message: `${folder} lacks ${missing.join(', ')} (with or without .gz).`,
    remedy: 'Put the four files of MNIST, two of training and two of testing, into one folder.',
  }),
  'idx-damaged': ({ file, detail }) => ({
    message: `${file} is no whole idx file: ${detail}. Nothing was kept.`,
    remedy: 'Fetch the file again.',
  }),
  'folder-not-found': ({ folder }) => ({
    message: `There is no folder or list ${folder}.`,
    remedy: 'Look at the spelling, and whether the disk is connected. Put a path with spaces into quotes.',
  }),
  'not-a-folder': ({ path }) => ({
    message: `${path} is neither a folder nor a list of photos.`,
    remedy:
      'Name a folder that holds one folder per class, or a text file with a path and a label on each line.',
  }),
  'no-classes': ({ folder, photosAtTop }) => ({
    message:
      photosAtTop > 0
        ? `${folder} holds ${photosOf(photosAtTop)}, but no class folders with photos.`
        : `${folder} holds no class folders with photos that can be used.`,
    remedy: `${oneFolderPerClass} "thaw scan" says why files are left out.`,
  }),
  'one-class-only': ({ folder, className }) => ({
    message: `${folder} holds photos of one class only, "${className}". At least two are needed.`,
    remedy: 'Add a folder with photos of another class, such as photos of anything else.',
  }),
  'several-datasets': ({ folder, found }) => ({
    message: `${folder} holds several data sets that are each split already: ${named(found)}.`,
    remedy: 'Name one of these folders.',
  }),
  'class-too-small': ({ className, count: photos, needed, reason }) => {
    switch (reason) {
      case 'parts':
        return {
          message: `"${className}" has ${photosOf(photos)}, and ${count(needed)} are needed: one for each part of the split.`,
          remedy:
            'Add photos of this class, leave the class out, or set a part to 0, for example --ratio 80,20,0.',
        };
      case 'count':
        return {
          message: `"${className}" has ${photosOf(photos)}, and the counts ask for ${count(needed)}.`,
          remedy: 'Ask for fewer with --count, or give shares with --ratio.',
        };
      case 'identical-files':
        return {
          message: `"${className}" has only ${count(photos)} different ${photos === 1 ? 'photo' : 'photos'}; identical files stay in one part, and the split needs ${count(needed)}.`,
          remedy: 'Remove the copies, add other photos of this class, or ask for fewer parts or photos.',
        };
      case 'groups':
        return {
          message: `"${className}" has only ${count(photos)} ${photos === 1 ? 'group' : 'groups'} of photos, single ones counted; a group stays in one part, and the split needs ${count(needed)}.`,
          remedy:
            'Group by something finer, add other photos of this class, or ask for fewer parts or photos.',
        };
    }
  },
  'classes-differ-between-parts': ({ folder, part, missing, extra }) => ({
    message: `In ${folder} the part "${part}" does not have the classes of the training part.${
      missing.length > 0 ? ` Without photos there: ${named(missing)}.` : ''
    }${extra.length > 0 ? ` Only there: ${named(extra)}.` : ''}`,
    remedy: 'Name the class folders alike in all parts, with capitals, and put photos into each.',
  }),
  'no-training-part': ({ folder }) => ({
    message: `${folder} is split already, but holds no training photos.`,
    remedy: 'Put the training photos into "train", in one folder per class.',
  }),
  'split-parts-ambiguous': ({ folder, part, found }) => ({
    message: `In ${folder} several folders stand for the part "${part}": ${named(found)}.`,
    remedy: 'Keep one of them there, and move the others elsewhere or rename them.',
  }),
  'list-line-invalid': ({ file, line, text, expected }) => {
    switch (expected) {
      case 'path-and-label':
        return {
          message: `Line ${count(line)} of ${file} is not a path and a label: "${text}".`,
          remedy: 'Write on each line a path, a space and a whole number from 0, such as "cats/1.jpg 0".',
        };
      case 'new-path':
        return {
          message: `Line ${count(line)} of ${file} names a photo that was named before: "${text}".`,
          remedy: 'Name each photo once.',
        };
      case 'text':
        return {
          message: `${file} is not a text in UTF-8.`,
          remedy: 'Save the list as plain text in UTF-8.',
        };
    }
  },
  'list-labels-not-consecutive': ({ file, expected, found }) => ({
    message: `The labels in ${file} do not run from 0 without a gap: ${expected} is missing. It has ${found.join(', ')}.`,
    remedy: 'Number the classes 0, 1, 2 and so on.',
  }),
  'list-photos-missing': ({ file, folder, count: photos }) => ({
    message: `None of the ${count(photos)} photos that ${file} names is there. Their paths start at ${folder}.`,
    remedy: 'Put the list into the folder that its paths start at, or write whole paths into it.',
  }),
  'split-sum-invalid': ({ text, sum }) => ({
    message: `The shares ${text} sum to ${Number(sum.toFixed(6))}, not to 100.`,
    remedy: 'Give three shares that sum to 100, such as --ratio 70,15,15.',
  }),
  'split-spec-invalid': ({ text, expected }) => {
    switch (expected) {
      case 'ratio':
        return {
          message: `"${text}" is not three shares in percent.`,
          remedy: 'Give training, validation and test, such as --ratio 70,15,15; a share may be 0.',
        };
      case 'count':
        return {
          message: `"${text}" is not three counts of photos.`,
          remedy:
            'Give training, validation and test per class, such as --count 1000,500,500 or --count rest,100,0.',
        };
      case 'train-above-zero':
        return {
          message: `"${text}" leaves no photos for training.`,
          remedy: 'Give the first number, training, more than 0.',
        };
    }
  },
  'group-pattern-invalid': ({ pattern, detail }) => ({
    message: `"${pattern}" is not a regular expression: ${detail}`,
    remedy: 'For names such as rex_01.jpg write --group-pattern "^([a-z]+)_".',
  }),
  'group-pattern-slow': ({ pattern, seconds }) => ({
    message: `"${pattern}" found no end on these file names within ${count(seconds)} seconds.`,
    remedy: 'Write it without a repeat inside a repeat: a+ in place of (a+)+.',
  }),
  'groups-pending': () => ({
    message: 'Which photos belong together is not known yet.',
    remedy: 'Wait until the groups are found.',
  }),
  'group-file-missing': ({ file }) => ({
    message: `There is no file ${file}.`,
    remedy: 'Name a CSV file and one of its columns: --group-csv FILE:COLUMN.',
  }),
  'group-file-invalid': ({ file, column, found, fileColumns }) => ({
    message: `${file} needs a column "${column}" and one for the files (${fileColumns.join(', ')}). It has: ${found.join(', ') || 'none'}.`,
    remedy: 'Name the columns in its first line.',
  }),
  'split-destination-taken': ({ folder }) => ({
    message: `${folder} is there already, and Thaw overwrites nothing.`,
    remedy:
      'Choose with --out a folder that is new or empty, or take an earlier split back with "thaw split --undo DIR".',
  }),
  'split-destination-inside-source': ({ folder, source }) => ({
    message: `${folder} lies inside ${source}, where it would be taken for one more class.`,
    remedy: 'Choose with --out a folder outside the photos.',
  }),
  'split-file-taken': ({ file }) => ({
    message: `There is a split already: ${file}. Thaw overwrites nothing.`,
    remedy: 'Choose another folder with --out, or take that split back with "thaw split --undo DIR".',
  }),
  'split-file-damaged': ({ file, detail }) => ({
    message: `The split file ${file} cannot be used: ${detail}.`,
    remedy: 'Restore it from a copy, or split the photos anew into another folder.',
  }),
  'split-from-newer-version': ({ file, version, supported }) => ({
    message: `${file} was written by a newer Thaw (format ${version}; this one reads up to ${supported}).`,
    remedy: 'Update Thaw.',
  }),
  'split-unfinished': ({ folder, mode }) => ({
    message: `${folder} holds a split by ${mode === 'move' ? 'moving' : 'copying'} that stopped half-way. No photo is lost.`,
    remedy: `Go on with it by the same command as before, or take it back with "thaw split --undo ${folder}".`,
  }),
  'split-verify-failed': ({ from, to }) => ({
    message: `The copy of ${from} to ${to} did not read back as it was written, and was removed. The original is untouched.`,
    remedy: 'Check the disk that was written to, then start again or choose another place.',
  }),
  'split-journal-missing': ({ folder }) => ({
    message: `${folder} holds no split of Thaw that could be undone.`,
    remedy: 'Name the folder that was given to "thaw split" with --out.',
  }),
  'split-journal-damaged': ({ file, line }) => ({
    message: `Line ${count(line)} of the journal ${file} is damaged. Nothing was changed.`,
    remedy:
      'Restore the journal from a copy. Each of its lines names a photo\'s old place as "from" and its new one as "to".',
  }),
  'split-left-in-place': ({ folder, count: files }) => ({
    message: `${count(files)} ${files === 1 ? 'file' : 'files'} in ${folder} changed since the split and stayed there. The rest was undone.`,
    remedy: 'Look at what is left there and put it where it belongs.',
  }),
  'split-source-changed': ({ file }) => ({
    message: `${file} was changed or taken away since it was scanned. It was left as it is.`,
    remedy: 'Put it back as it was, or split the photos anew into another folder.',
  }),
  'split-source-is-link': ({ file }) => ({
    message: `${file} is a link; moved, it could lead to nothing. Nothing was moved.`,
    remedy: 'Split with --mode copy or --mode list.',
  }),
};

import { formatBytes, formatCount } from '../../../../shared/messages/format-numbers.ts';
import { checkWords, groupWords, reviewWords } from './doubts-en.ts';

const count = (value: number): string => formatCount(value, 'en');
const many = (value: number, one: string, more: string): string =>
  `${count(value)} ${value === 1 ? one : more}`;
const photos = (value: number): string => many(value, 'photo', 'photos');

export const dataWords = {
  groups: groupWords,
  check: checkWords,
  review: reviewWords,

  title: (total: number, classes: number) => `${photos(total)} in ${many(classes, 'class', 'classes')}`,
  readingTitle: 'Reading photos',
  unpackingTitle: 'Unpacking the .zip',
  readAgain: 'Read again',
  changeFolder: 'Change folder…',
  chooseFolderTitle: 'Where are the photos now?',
  sampleSource: 'Sample, drawn by Thaw',
  uploadSource: 'Sent by the browser, kept in the project',
  inspector: 'Split and findings',
  showInFolder: 'Show in folder',

  reading: {
    counted: (done: number, total: number) => `${count(done)} of ${count(total)}`,
    found: (done: number) => `${count(done)} found`,
    says: 'Photos show as they are read. You can set the split already.',
    unpackingSays: 'Into the project’s own folder. The .zip stays as it is.',
    cancel: 'Cancel',
    cancelledTitle: 'Reading was stopped',
    cancelledText: (value: number) =>
      value === 0
        ? 'No photo was read yet.'
        : `${photos(value)} were read. The rest is not in this project yet.`,
    missingTitle: 'The folder is not there any more',
    missingText: 'The disk may be disconnected, or the folder was moved. The project and its runs are kept.',
    tryAgain: 'Try again',
    emptyTitle: 'No photos here yet',
    emptyText:
      'Put the photos of each class into a folder of their own, named for the class. Then read again.',
    oneClassTitle: (name: string) => `There is only one class, "${name}"`,
    oneClassText: 'At least two are needed. Add a folder with photos of anything else, then read again.',
  },

  parts: { train: 'Train', validation: 'Validation', test: 'Test' },
  /** Where there is no room for the whole name. */
  shortParts: { train: 'Train', validation: 'Val', test: 'Test' },
  badges: { validation: 'Val', test: 'Test' },
  split: {
    name: 'Split',
    share: (part: string, percent: number) => `${part} ${count(percent)}\u00a0%`,
    part: (value: number) => photos(value),
    sealed: (value: number) => `${photos(value)}, sealed`,
    gripBetween: (first: string, second: string) =>
      `Edge of ${first.toLowerCase()} and ${second.toLowerCase()}`,
    gripValue: (parts: readonly { readonly name: string; readonly percent: number }[]) =>
      parts.map(({ name, percent }) => `${name} ${count(percent)} %`).join(', '),
    none: 'No split yet',
    changed: (text: string) => `Split is now ${text}`,
    seedChanged: (seed: number) => `Drawn again with seed ${seed}`,
    undo: 'Undo',
    countPreset: 'Count',
    perClass: 'Photos of each class.',
    restTitle: 'Train takes the rest',
    trainCount: 'Train',
    validationCount: 'Validation',
    testCount: 'Test',
    seed: 'Seed',
    drawAgain: 'Draw again',
    seedHint: 'The same seed gives the same split.',
    presets: 'Shares of train, validation and test',
    given: 'This folder came already split. Its parts are used as they are.',
    againTitle: 'Split again?',
    againText:
      'You have seen results on these test photos. A new split mixes them with photos the runs learned from, so old scores will no longer be comparable.',
    keep: 'Keep this split',
    again: 'Split again',
  },

  write: {
    open: 'Write folders…',
    title: 'Write the split as folders',
    says: 'Makes the folders train, validation and test, each with one sub-folder per class.',
    mode: 'How',
    copy: 'Copy',
    move: 'Move',
    copySays: 'The originals stay where they are.',
    moveSays: 'The originals leave their folder. Undo puts them back.',
    place: 'In',
    choosePlace: 'Choose…',
    choosePlaceTitle: 'Where to write the folders',
    noPlace: 'Not chosen yet',
    name: 'New folder',
    nameTaken: 'A name without slashes.',
    result: (path: string) => `Writes to ${path}`,
    cancel: 'Cancel',
    startCopy: (value: number) => `Copy ${photos(value)}`,
    startMove: (value: number) => `Move ${photos(value)}…`,
    moveTitle: (value: number) => `Move ${photos(value)}?`,
    moveText: (folder: string) =>
      `They leave ${folder}. Every file is checked, and Undo puts it back as long as it is unchanged.`,
    moveKeep: 'Leave them there',
    moveAct: 'Move photos',
    writing: (done: number, total: number | null) =>
      total === null ? 'Writing folders' : `Writing folders, ${count(done)} of ${count(total)}`,
    undoing: (done: number, total: number | null) =>
      total === null ? 'Taking back' : `Taking back, ${count(done)} of ${count(total)}`,
    writtenCopy: 'Copied into',
    writtenMove: 'Moved into',
    undo: 'Undo',
    undoCopyTitle: 'Remove the copied folders?',
    undoCopyText: 'Only copies that are unchanged are removed. The originals stay.',
    undoMoveTitle: 'Put the photos back?',
    undoMoveText: 'Each unchanged photo goes back to where it was.',
    undoKeep: 'Keep them',
    undoCopyAct: 'Remove copies',
    undoMoveAct: 'Put back',
    needSplit: 'There is no split yet.',
  },

  classes: {
    changes: 'Changes',
    caption: 'Classes',
    class: 'Class',
    photos: 'Photos',
    balance: 'Share of the parts',
    menu: (name: string) => `Change class ${name}`,
    rename: 'Rename',
    merge: 'Merge into…',
    exclude: 'Leave out',
    include: 'Take in again',
    apart: 'Take apart',
    show: 'Show photos',
    newName: (name: string) => `New name of ${name}`,
    taken: (name: string) => `There is a class "${name}" already. Merge them instead.`,
    emptyName: 'A class needs a name.',
    excluded: 'left out',
    merged: (folders: readonly string[]) => `From the folders ${folders.join(', ')}`,
    renamed: (from: string, to: string) => `"${from}" is now "${to}"`,
    mergedToast: (from: string, to: string) => `"${from}" was merged into "${to}"`,
    apartToast: (name: string) => `"${name}" was taken apart`,
    excludedToast: (name: string) => `"${name}" is left out. Nothing was deleted.`,
    includedToast: (name: string) => `"${name}" is in again`,
    mergeTitle: (name: string) => `Merge "${name}" into another class`,
    mergeText: 'Only in this project: the folders stay as they are.',
    mergeInto: 'Class',
    cancel: 'Cancel',
  },

  grid: {
    label: 'Photos',
    filter: 'Which photos',
    all: 'All',
    toLookAt: 'To look at',
    classOf: 'Class',
    everyClass: 'Every class',
    more: 'More filters',
    leftOut: 'Left out',
    onlyPart: (part: string) => `Only ${part.toLowerCase()}`,
    search: 'Search file names',
    searchHint: 'Part of a file name',
    closeSearch: 'Close the search',
    size: 'Thumbnail size',
    sizes: { small: 'Small', medium: 'Medium', large: 'Large' },
    none: 'No photos here',
    noneText: 'No photo fits this filter.',
    noneFound: (text: string) => `No file name holds "${text}".`,
    showAll: 'Show all photos',
    selected: (value: number) => `${count(value)} selected`,
    clear: 'Clear the selection',
    relabel: 'Change class…',
    leaveOut: 'Leave out',
    takeIn: 'Take in',
    open: 'Open',
    photo: (className: string, name: string) => `${className}, ${name}`,
    waiting: 'Not loaded yet',
    unusable: 'cannot be used',
    leftOutBadge: 'left out',
    tooltip: (name: string, size: string) => `${name}, ${size}`,
    leftOutToast: (value: number) =>
      value === 1
        ? '1 photo is left out. Nothing was deleted.'
        : `${photos(value)} are left out. Nothing was deleted.`,
    takenInToast: (value: number) => (value === 1 ? '1 photo is in again' : `${photos(value)} are in again`),
    relabelledToast: (value: number, className: string) => `${photos(value)} moved to "${className}"`,
    undo: 'Undo',
  },

  relabel: {
    title: (value: number) =>
      value === 1 ? 'Which class is this photo?' : `Which class are these ${photos(value)}?`,
    text: 'In this project only: the files stay where they are.',
    cancel: 'Cancel',
    now: 'now',
    likely: 'looks like it',
    back: 'As its folder says',
  },

  viewer: {
    title: 'Photo',
    position: (index: number, total: number) => `${count(index)} of ${count(total)}`,
    close: 'Close',
    earlier: 'Earlier photo',
    later: 'Later photo',
    className: 'Class',
    part: 'Part',
    noPart: 'none',
    pixels: 'Size',
    pixelsOf: (width: number, height: number) => `${count(width)} × ${count(height)} px`,
    bytes: 'File',
    bytesOf: (value: number) => formatBytes(value),
    relabelled: (name: string) => `Folder: ${name}`,
    sameAs: 'Same content',
    leftOut: 'Left out in this project. Nothing was deleted.',
    unusable: (reason: string) => `Cannot be used: ${reason}`,
    broken: 'This photo cannot be shown.',
    keys: 'Arrows: next photo. L: class. X: leave out.',
  },

  findings: {
    title: 'Findings',
    look: 'Look',
    lookAt: (claim: string) => `Look: ${claim}`,
    none: 'Findings come when all photos are read.',
    nothing: 'Nothing to look at.',
    sameInTwo: (value: number) =>
      value === 1 ? '1 photo is in two classes' : `${photos(value)} are in two classes`,
    sameInBoth: (value: number) =>
      value === 1 ? '1 photo is in both classes' : `${photos(value)} are in both classes`,
    sameSays: 'One of the two labels must be wrong.',
    tooSmall: (name: string, value: number) => `"${name}" has ${photos(value)}`,
    tooSmallSays: (needed: number) =>
      `Training needs ${count(needed)} in each class. About 50 give a useful model.`,
    unreadable: (value: number) => `${many(value, 'file', 'files')} cannot be read`,
    unreadableSays: 'Left out. Nothing was deleted.',
    notPhotos: (value: number) =>
      value === 1 ? '1 file is not a photo' : `${count(value)} files are not photos`,
    notPhotosSays: 'Left out, such as texts, hidden files and folders inside a class.',
    identical: (value: number) =>
      value === 1 ? '1 photo has an exact copy' : `${photos(value)} have an exact copy`,
    identicalSays: 'Copies stay in one part, so none leaks into the test.',
    lookAlike: (value: number) => `${photos(value)} show a picture that is there twice`,
    lookAlikeSays:
      'Turned, mirrored, scaled or compressed copies. They stay in one part, so none leaks into the test.',
    review: 'Review',
    reviewOf: (claim: string) => `Review: ${claim}`,
    wrongLabel: (value: number) =>
      value === 1 ? '1 photo may have the wrong label' : `${photos(value)} may have the wrong label`,
    wrongLabelSays: 'They look more like another class. Keep, change or leave out each.',
    leaked: (value: number) => `${photos(value)} show one picture in several parts`,
    leakedSays: 'The test would be too easy. Leave them out, or split the photos anew.',
    tiny: (value: number) => (value === 1 ? '1 photo is tiny' : `${photos(value)} are tiny`),
    tinySays: (side: number) => `Below ${count(side)} px: enlarged for the network, so blurred.`,
    misnamed: (value: number) =>
      value === 1 ? '1 photo has the wrong ending' : `${photos(value)} have the wrong ending`,
    misnamedSays: 'Used all the same: the content counts, not the name.',
    unbalanced: (largest: string, smallest: string, ratio: string) =>
      `"${largest}" has ${ratio} times as many photos as "${smallest}"`,
    unbalancedSays: 'Training evens this out by class weights.',
    balanced: 'Classes are balanced',
  },

  skipped: {
    unreadable: (value: number) => `${many(value, 'file', 'files')} cannot be read`,
    notPhotos: (value: number) =>
      value === 1 ? '1 file is not a photo' : `${count(value)} files are not photos`,
    says: 'They are left out. Nothing was deleted or changed.',
    file: 'File',
    reason: 'Why',
    save: 'Save the list…',
    back: 'Back to the photos',
    fileName: 'left-out-files',
    listLabel: 'Files that were left out',
  },

  footer: {
    sealed: 'The test photos stay sealed until the results, so the score is honest.',
    noTest: 'There is no test part, so the result will hold no test accuracy.',
    augment: 'Adjust augmentation',
    train: 'Continue to training',
    shut: {
      reading: 'The photos are still being read.',
      failed: 'The photos could not be read.',
      missing: 'The folder is not there any more.',
      tooSmall: (name: string, needed: number) =>
        `"${name}" has too few photos. Training needs ${count(needed)} in each class.`,
      oneClass: 'Training needs at least two classes.',
      noSplit: 'The photos cannot be split like this.',
      writing: 'Folders are being written.',
    },
  },
  tooFew: (name: string, value: number, needed: number) =>
    `"${name}" has ${photos(value)}, and this split needs ${count(needed)}.`,
  tooFewAlike: (name: string, value: number, needed: number) =>
    `"${name}" has only ${photos(value)} that differ, and this split needs ${count(needed)}. Copies stay in one part.`,
  tooFewGroups: (name: string, value: number, needed: number) =>
    `"${name}" is only ${many(value, 'group', 'groups')}, single photos counted, and this split needs ${count(needed)}. A group stays in one part.`,
  tooFewRemedy: 'Add photos, leave the class out, or ask for less.',
};

export type DataWords = typeof dataWords;

import type { Stage, TimedStage } from '../../../../shared/stage.ts';
import { adviceWords } from '../../../../shared/messages/en/advice-words.ts';
import { settingWords } from '../../../../shared/messages/en/setting-words.ts';
import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import { calibrationWords } from './en-calibration.ts';
import { methodWords } from './en-methods.ts';
import { noneWords } from './en-none.ts';
import { openedWords } from './en-opened.ts';
import { foldWords } from './en-folds.ts';
import { insideWords } from './en-inside.ts';

const count = (value: number): string => formatCount(value, 'en');
const photos = (value: number, part = ''): string =>
  `${count(value)} ${part}${value === 1 ? 'photo' : 'photos'}`;

export const resultsWords = {
  title: 'Results',
  tabsLabel: 'Parts of the results',
  tabs: {
    summary: 'Summary',
    mistakes: 'Mistakes',
    map: 'Map',
    calibration: 'Calibration',
    none: 'None of these',
    inside: 'Inside',
    methods: 'Ways to test',
    curves: 'Curves',
    record: 'Run record',
  },
  measuredOnTest: (n: number) => `Measured once, on ${photos(n, 'test ')} the model had never seen.`,
  measuredOnValidation: (n: number) => `Measured on ${photos(n, 'validation ')}. There were no test photos.`,
  compare: 'Compare runs',
  loading: 'Loading the results',

  locked: {
    title: 'No results yet',
    text: 'Train a model first. How often it is right on photos it has never seen then stands here.',
    act: 'Go to training',
  },
  unfinished: {
    training: { title: 'This run is still training', text: 'Its results appear here when it has ended.' },
    waiting: { title: 'This run waits for its turn', text: 'Its results appear here when it has ended.' },
    paused: {
      title: 'This run is paused',
      text: 'Continue it, or stop it and keep the best. Then its results appear here.',
    },
    failed: {
      title: 'This run did not finish',
      text: 'What was learned until then is kept. See why it ended, and try again.',
    },
    act: 'Go to training',
  },
  nothingMeasured: {
    title: 'Nothing was measured',
    text: 'This run had no test photos and no validation photos. Set aside a part of the photos in Data and train again.',
    act: 'Go to Data',
  },
  noTest: {
    title: 'No test photos, so this is validation',
    text: 'The best epoch was chosen by these photos. On new photos expect less. Set a test part in Data and train again.',
    act: 'Go to Data',
  },

  right: (correct: number, n: number) => `${count(correct)} of ${count(n)} right`,
  rightOnValidation: (correct: number, n: number) => `${count(correct)} of ${count(n)} right on validation`,
  interval: (low: string, high: string) => `${low} to ${high}\u00a0%`,
  axis: (share: string, low: string, high: string) =>
    `${share} right, 95 % confidence from ${low} to ${high} %`,
  axisOther: (name: string, share: string) => `${name}: ${share}`,
  expect: (low: string, high: string) =>
    `On new photos like these, expect between ${low} and ${high}\u00a0% (95\u00a0% confidence).`,
  onlyFew: (n: number, sentence: string) =>
    `Only ${photos(n, 'test ')}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`,
  always: (className: string, share: string) => `Always saying "${className}" would score ${share}.`,
  betweenSentences: ' ',

  calibration: calibrationWords,
  none: noneWords,
  methods: methodWords,
  inside: insideWords,
  folds: foldWords,

  matrix: {
    title: 'Confusion matrix',
    show: 'Show the cells as',
    photos: 'Photos',
    percent: '%',
    are: (className: string) => `are ${className}`,
    said: (className: string) => `said ${className}`,
    corner: 'is, said',
    cell: (are: string, said: string, n: number, share: string) =>
      `${photos(n)}, ${share}: are ${are}, said ${said}`,
    hint: 'A cell shows its photos. Arrow keys move, Enter chooses.',
  },
  perClass: {
    caption: 'Scores by class',
    className: 'Class',
    precision: 'Precision',
    recall: 'Recall',
    f1: 'F1',
    support: 'Photos',
    mean: 'mean',
    none: '–',
  },

  report: {
    make: 'Report…',
    making: 'Making the report',
    saved: 'The report is saved. Any browser opens and prints it.',
    title: 'One file with everything here, to keep, print or give away',
  },
  advice: {
    ...adviceWords,
    unknown: 'What advice is made from cannot be read.',
    set: 'Set for the next run.',
    undo: 'Undo',
  },
  notes: {
    title: 'Notes',
    label: 'Notes on this run',
    placeholder: 'What you tried, what you saw',
    hint: 'Saved with the run.',
    saving: 'Saving',
  },

  mistakes: {
    worst: 'Worst mistakes',
    of: (are: string, said: string) => (are === said ? `${are}, right` : `${are} said ${said}`),
    chip: (what: string, n: number) => `${what}, ${count(n)}`,
    clear: (what: string) => `Show all mistakes, not only: ${what}`,
    said: (are: string) => `${are}, said `,
    tile: (are: string, said: string, share: string, file: string) =>
      `${are}, said ${said}, ${share}, ${file}`,
    listLabel: 'Photos the model got wrong, the surest first',
    open: 'Larger',
    photo: 'Photo',
    why: 'Why',
    whyLabel: 'What is shown',
    whyClass: 'The class to explain',
    isAnswer: 'the answer',
    whyText: 'The warm area decided this answer.',
    plainText: 'W shows what decided the answer.',
    noWhy: 'Answered by the fold that had not seen it.',
    whyFailed: 'What decided this answer cannot be shown.',
    photoFailed: 'The photo cannot be shown.',
    wrongLabel: 'Wrong label?',
    wrongLabelMenu: 'The class that is on the photo',
    nowIn: (file: string, className: string) =>
      `${file} moved to "${className}" in this project. The file stays.`,
    undo: 'Undo',
    previous: 'Previous photo',
    next: 'Next photo',
    close: 'Close',
    position: (at: number, n: number) => `${count(at)} of ${count(n)}`,
    anyClass: 'All classes',
    anyAnswer: 'All answers',
    byClass: 'Class',
    byAnswer: 'Answer',
    shown: (n: number) => (n === 1 ? '1 mistake' : `${count(n)} mistakes`),
    noneHere: {
      title: 'No mistakes of this kind',
      text: 'Other classes or answers may have some.',
      act: 'Show all mistakes',
    },
    noneInCell: 'No photo is in this cell.',
  },
  noMistakes: {
    title: (n: number) => `No mistakes on ${photos(n, 'test ')}`,
    titleValidation: (n: number) => `No mistakes on ${photos(n, 'validation ')}`,
    text: (n: number, low: string) =>
      `With ${photos(n)} the accuracy may still be as low as ${low}\u00a0%. More test photos would say more.`,
    textValidation: 'The best epoch was chosen by these photos. Test photos would say more.',
    act: 'See the interval',
  },

  curves: {
    noEpochs: 'No epoch was finished.',
    runs: 'Runs to compare',
    atMost: (n: number) => `Up to ${count(n)} runs.`,
    none: 'There is no other finished run yet. Train with other settings to compare.',
    table: 'The runs side by side',
    run: 'Run',
    score: 'Right on test photos',
    noScore: 'no test photos',
    verdict: (name: string) => `Against ${name}`,
    /** `alone`: photos that only this run gets right; `other`: that only the open one does. */
    verdicts: {
      better: (alone: number, other: number, p: string) =>
        `Better: ${photos(alone)} right that the other gets wrong, ${count(other)} the other way round (p = ${p})`,
      worse: (alone: number, other: number, p: string) =>
        `Worse: ${photos(alone)} right that the other gets wrong, ${count(other)} the other way round (p = ${p})`,
      unclear: (alone: number, other: number, p: string) =>
        `The difference may be chance: ${photos(alone)} right that the other gets wrong, ${count(other)} the other way round (p = ${p})`,
      same: () => 'No difference: both are right on the same photos',
    },
    notCompared: {
      'other-photos': 'Measured on other test photos, so not comparable',
      'not-measured': 'One of the two has no test photos',
    },
    checking: 'Comparing the test photos',
    epochs: 'Epochs',
    time: 'Time',
    recipe: 'Recipe',
    sameSettings: 'All settings are the same.',
    notSet: '–',
  },

  record: {
    name: 'Name',
    rename: 'Rename',
    save: 'Save',
    cancel: 'Cancel',
    facts: 'Facts',
    startedFrom: 'Started from',
    started: (run: string, taken: number, anew: readonly string[]) =>
      `${run}, ${taken} ${taken === 1 ? 'layer' : 'layers'}${anew.length === 0 ? '' : `; begun anew: ${anew.join(', ')}`}`,
    settings: 'Settings',
    timings: 'Times',
    environment: 'Computed with',
    files: 'Files',
    recipe: 'Recipe',
    changed: 'Changed',
    classes: 'Classes',
    photos: 'Photos',
    counts: (train: number, validation: number, test: number) =>
      `${count(train)} train, ${count(validation)} validation, ${count(test)} test`,
    source: 'Photos from',
    epochs: 'Epochs',
    epochsOf: (done: number, best: number | null) =>
      best === null ? count(done) : `${count(done)}, best: epoch ${count(best)}`,
    stopped: (epoch: number) => `Stopped by you after epoch ${count(epoch)}. The best epoch is kept.`,
    goOn: 'Go on training',
    loss: 'Loss on test photos',
    validation: 'Validation',
    weights: 'Base weights',
    made: 'Begun',
    version: 'Thaw version',
    total: 'In all',
    stages: {
      'loading-weights': 'Loading the weights',
      'opening-backend': 'Starting the device',
      'estimating-time': 'Estimating the time',
    } satisfies Record<Exclude<TimedStage, Stage>, string>,
    size: 'Size on disk',
    folder: 'Folder',
    show: 'Show in folder',
    copyPath: 'Copy path',
    copied: 'The path is copied.',
    remove: 'Delete run…',
    removeTitle: (name: string) => `Delete the run "${name}"?`,
    removeText: (size: string) =>
      `Its model, curves and results go to the bin (${size}). Photos are not touched.`,
    removeSafe: 'Cancel',
    removeAct: 'Delete run',
    removed: (name: string) => `"${name}" is in the bin.`,
  },

  opened: openedWords,
  settings: settingWords,
};

export type ResultsWords = typeof resultsWords;

import { formatCount } from '../../../shared/messages/format-numbers.ts';
import type { ResumedTraining } from '../../../shared/app/crash-note.ts';
import type { Step } from '../../shared/app.ts';

const count = (value: number): string => formatCount(value, 'en');

/** Words of the frame: top bar, rail, notices, drops. */
export const en = {
  thaw: 'Thaw',
  chooseFolderTitle: 'Choose a folder of photos',
  steps: {
    data: 'Data',
    augment: 'Augment',
    train: 'Train',
    results: 'Results',
    predict: 'Predict',
    export: 'Export',
  } as const satisfies Record<Step, string> as Record<Step, string>,
  railLabel: 'Project steps',
  topLabel: 'Thaw',
  /** What a step of the rail says below its name. */
  facts: {
    photosInClasses: (photos: number, classes: number) =>
      `${count(photos)} ${photos === 1 ? 'photo' : 'photos'}, ${count(classes)} ${classes === 1 ? 'class' : 'classes'}`,
    reading: (done: number, total: number | null) =>
      total === null ? `Reading, ${count(done)}` : `Reading, ${count(done)} of ${count(total)}`,
    unpacking: 'Unpacking',
    readingStopped: 'Reading was cancelled',
    readingFailed: 'Not read',
    changesOn: (changes: number) =>
      changes === 0 ? 'Off' : `${count(changes)} ${changes === 1 ? 'change' : 'changes'} on`,
    ready: 'Ready',
    waiting: 'Waiting for another run',
    epoch: (epoch: number, planned: number) => `Epoch ${count(epoch)} of ${count(planned)}`,
    fold: (fold: number, of: number) => `Fold ${count(fold)} of ${count(of)}`,
    pausedFold: (fold: number, of: number) => `Paused in fold ${count(fold)} of ${count(of)}`,
    paused: (epoch: number) => `Paused after epoch ${count(epoch)}`,
    starting: 'Starting',
    failed: 'Stopped by an error',
    trained: (epochs: number, duration: string) =>
      `${count(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}, ${duration}`,
    right: (share: string) => `${share} right`,
    afterTraining: 'After training',
    noPhotos: 'After the photos',
    noTest: 'No test photos',
  },
  states: { done: 'Done', running: 'Running', look: 'Worth a look', locked: 'Not yet' },
  runs: 'Runs',
  runMenu: (name: string) => `More for the run "${name}"`,
  runOpen: 'Open',
  runProgress: (epochs: number, planned: number) => `${count(epochs)}/${count(planned)}`,
  runFailed: 'stopped',
  /** Beside its name, and as it is read out. */
  runFolds: (folds: number) => `×${count(folds)}`,
  runFoldsName: (folds: number) => `cross-validation, ${count(folds)} folds`,
  runOpened: 'opened',
  runUnmeasured: '-',
  renameRun: (name: string) => `Name of the run "${name}"`,
  deleteRunTitle: (name: string) => `Delete the run "${name}"?`,
  deleteRunText: (size: string) =>
    `Its model, curves and results go to the bin (${size}). Photos are not touched.`,
  deleteRun: 'Delete run',
  cancel: 'Cancel',
  runDeleted: (name: string) => `Run "${name}" is in the bin.`,
  foot: 'Photos stay on this computer. Originals are never changed.',
  project: 'Project',
  renameProject: 'Rename…',
  renameTitle: 'Rename the project',
  projectName: 'Name',
  rename: 'Rename',
  pack: 'Pack into one file…',
  packWithout: 'Pack without its photos…',
  packTitle: 'Where the file goes',
  packing: (name: string, done: number, total: number | null) =>
    total === null ? `Packing "${name}"` : `Packing "${name}": ${count(done)} of ${count(total)} files`,
  packingCancelled: 'Packing was cancelled. Nothing is left of it.',
  packed: (path: string) => `Packed into ${path}`,
  packedBut: (path: string, missing: number) =>
    `Packed into ${path}, without ${missing === 1 ? 'one photo that is' : `${missing} photos that are`} gone or changed.`,
  show: 'Show in folder',
  goHome: 'All projects',
  saved: 'Saved',
  saving: 'Saving',
  notSaved: 'Not saved yet',
  language: 'Language',
  languageOf: { en: 'English', 'zh-CN': '简体中文' },
  theme: (choice: string) => `Theme: ${choice}`,
  themes: { system: 'follow the system', light: 'light', dark: 'dark' },
  themeItems: { system: 'Follow the system', light: 'Light', dark: 'Dark' },
  device: {
    looking: 'Looking…',
    failed: 'No device',
    label: (what: string) => `Device: ${what}`,
    title: 'Training runs on this computer',
    processor: 'Processor',
    gpu: 'GPU',
    gpuDriver: 'GPU driver',
    precision: 'Precision',
    cores: 'Cores',
    memory: 'Memory',
    tensorflow: 'TensorFlow',
    vector: 'Instructions',
    bf16: 'bfloat16',
    bf16Of: {
      amx: 'in hardware (AMX)',
      avx512: 'in hardware (AVX-512)',
      gpu: 'in hardware (GPU)',
      emulated: 'emulated, slower',
      none: 'not used',
    },
    started: 'Started in',
    passedOver: 'Passed over',
    slower: 'much slower',
    wasmWhy:
      'WebAssembly runs everywhere, but many times slower than TensorFlow. What was tried first is listed below.',
    none: 'Nothing else was tried.',
    setUp: 'Set up TensorFlow',
    setUpAgain: 'Try again',
    setUpCancel: 'Cancel',
    setUpKept: 'You can go on working. What was fetched is kept if you cancel.',
    setUpWhy: 'It is a download of about 250\u00a0MB, once.',
  },
  notConnected: 'Not connected',
  lostTouch: 'Lost touch with the engine.',
  nextTry: (seconds: number) => `Next try in ${seconds}\u00a0s.`,
  tryingNow: 'Trying now.',
  now: 'Now',
  lastHeard: (time: string) => `Last heard at ${time}. Training goes on without this window.`,
  about: 'About Thaw',
  copyDiagnostics: 'Copy diagnostics…',
  /** What the last start did not tell: see describe-crashes.ts. */
  crash: {
    serviceTitle: 'Thaw ended unexpectedly last time.',
    jobTitle: 'A part of Thaw ended unexpectedly last time.',
    nothingTrained: 'No training was at work then. Projects and results are as they were.',
    goesOn: (name: string, { projectName, fold, epochs }: ResumedTraining) => {
      const where = fold === null ? '' : `, in fold ${count(fold)}`;
      const from = epochs === 0 ? 'begins anew' : `goes on after epoch ${count(epochs)}`;
      return `The training "${name}" of "${projectName}" ${from}${where}.`;
    },
    othersGoOn: (others: number) =>
      `${count(others)} more ${others === 1 ? 'training goes' : 'trainings go'} on after it.`,
    works: {
      training: 'a training',
      photos: 'reading photos',
      model: 'asking a model',
      export: 'an export',
      other: 'work in the background',
    },
    jobs: (works: readonly string[]) => `Broken off: ${works.join(', ')}.`,
    memory: 'The system ends a program so when memory runs short.',
    jobsGoOn:
      'A training keeps its finished epochs and goes on after them; anything else can be started again.',
    join: (sentences: readonly string[]) => sentences.join(' '),
  },
  deniedTitle: 'This page may not speak with Thaw',
  deniedText:
    'Its link was used already, or Thaw was started again. Open the new link that "thaw serve" printed in its terminal.',
  tryAgain: 'Try again',
  connecting: 'Connecting',
  opening: 'Opening the project',
  missingTitle: 'The folder is no longer there',
  missingText: (folder: string) => `The photos were in ${folder}. Runs and results are still here.`,
  find: 'Find…',
  findTitle: 'Where are the photos now?',
  cannotOpen: 'This project cannot be opened',
  needsPhotosTitle: 'No photos yet',
  needsPhotosText: 'This step needs photos in at least two classes, split into parts.',
  needsTrainingTitle: 'Nothing is trained yet',
  needsTraining: {
    results: 'Results are measured on the test photos when a training ends.',
    predict: 'A model answers here as soon as one is trained.',
    export: 'A model can be taken away as soon as one is trained.',
  },
  needsModel: {
    title: 'A cross-validation gives no model',
    text: 'It says how well models trained so do. Train one model on this split to use it here.',
  },
  goTo: (step: string) => `Go to ${step}`,
  viewFailedTitle: 'This page could not be loaded',
  drop: {
    openFolder: 'Drop to open the folder',
    openFolderText: 'One sub-folder per class. Reading starts at once.',
    openZip: 'Drop to unpack and open the .zip',
    openZipText: 'It is unpacked into the project. The file itself stays as it is.',
    askPhotos: 'Drop to ask the model',
    askPhotosText: 'The photos stay on this computer.',
    wrongTitle: 'Drop a folder with one sub-folder per class',
    wrongText: 'Or a .zip of it, or photos to ask a model.',
    wrong: (extension: string) =>
      extension === ''
        ? 'That is nothing Thaw can read. Drop a folder with one sub-folder per class.'
        : `That is a file of type ${extension}. Drop a folder with one sub-folder per class.`,
    photosNowhere: 'Those are photos. Drop a folder with one sub-folder per class.',
    severalFolders: 'Those are several folders. Drop the one folder that holds them.',
    emptyFolder: (name: string) => `There are no files in "${name}".`,
    readingFolder: (found: number) => `Reading the folder, ${count(found)} files`,
  },
  upload: {
    sending: (sent: number, total: number) => `Copying ${count(sent)} of ${count(total)} files`,
    cancelled: 'Cancelled. Nothing was kept.',
  },
  finished: (accuracy: string | null) =>
    accuracy === null ? 'Training finished' : `Training finished: ${accuracy} on the test photos`,
  stoppedByError: 'Training stopped by an error',
  seeResults: 'See results',
  look: 'Look',
  close: 'Close',
  notices: 'Messages',
};
export type AppWords = typeof en;

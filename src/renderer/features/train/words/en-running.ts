import type { Stage } from '../../../../shared/job-events.ts';
import { jobWords } from '../../../../shared/messages/en/job-words.ts';
import { formatBytes, formatCount, formatDuration } from '../../../../shared/messages/format-numbers.ts';
import type { Learns } from '../../../shared/charts/learns.ts';

const count = (value: number): string => formatCount(value, 'en');
const things = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** While a run trains, rests or ends. */
export const runningWords = {
  doing: (stage: Stage): string => {
    if (stage === 'evaluating') return 'Measuring on the test photos';
    return stage === 'downloading' ? 'Fetching the weights' : jobWords.stages[stage];
  },
  learning: (learns: Learns): string => {
    switch (learns.kind) {
      case 'head':
        return 'Training the head';
      case 'from-block':
        return learns.block === 5 ? 'Tuning block 5' : `Tuning from block ${learns.block}`;
      case 'from-layer':
        return `Tuning from ${learns.layer}`;
      case 'all':
        return 'Tuning all layers';
      case 'scratch':
        return 'Training the network';
    }
  },
  waiting: 'Waiting for its turn',
  waitingText: 'Another training runs first. This one starts by itself.',
  preparing: 'Getting ready',
  pausing: 'Pausing',
  pausingText: 'The batch in work is finished first.',
  paused: 'Paused',
  pausedText: (epoch: number) =>
    epoch === 0
      ? 'No epoch is finished yet. Continue starts from here.'
      : `Epoch ${epoch} is saved. Continue goes on from there.`,
  stopping: 'Stopping',
  stoppingText: 'The epoch in work ends, then the best one is measured.',
  failed: 'Training stopped',
  finished: 'Training finished',
  /** The epoch follows. */
  phaseOf: (phase: number, phases: number) => `Phase ${phase} of ${phases}. `,
  epochOf: (epoch: number, of: number) => `Epoch ${epoch} of ${of}`,
  comma: ', ',
  left: (time: string) => `${time} left`,
  slower: 'slower than before',
  doneOf: (done: number, total: number | null) =>
    total === null ? count(done) : `${count(done)} of ${count(total)}`,
  doneOfBytes: (done: number, total: number | null) =>
    total === null ? formatBytes(done) : `${formatBytes(done)} of ${formatBytes(total)}`,
  pause: 'Pause',
  continue: 'Continue',
  stop: 'Stop and keep the best',
  discard: 'Discard…',
  progress: 'Epochs',
  bestOn: (epoch: number) => `best on validation, epoch ${epoch}`,
  validationAccuracy: 'validation accuracy',
  validationLoss: 'validation loss',
  trainingAccuracy: 'training accuracy',
  trainingLoss: 'training loss',
  soFar: 'so far',

  stopTitle: (epoch: number) => (epoch === 0 ? 'Stop now?' : `Stop after epoch ${epoch}?`),
  stopText: (accuracy: string | null, epoch: number) =>
    accuracy === null
      ? `The model of epoch ${epoch} is kept. You can go on from here later.`
      : `The best model so far, ${accuracy} on validation at epoch ${epoch}, is kept. You can go on from here later.`,
  keepTraining: 'Keep training',
  discardTitle: (name: string) => `Discard the run "${name}"?`,
  discardText: (epochs: number) =>
    epochs === 0
      ? 'No epoch was finished yet. Photos are not touched.'
      : `Training ends and its ${things(epochs, 'epoch', 'epochs')} go to the bin. Photos are not touched.`,
  discardAct: 'Discard run',
  cancel: 'Cancel',
  failures: {
    'disk-full': {
      title: 'The disk is full, so training paused',
      text: 'Make room on it, then go on.',
    },
    'drive-gone': {
      title: 'The photos are not there any more, so training paused',
      text: 'Connect their drive again, then go on.',
    },
    'job-crashed': {
      title: 'The training ended unexpectedly',
      text: 'Memory ran short, most likely. Close other programs or set a smaller batch, then go on.',
    },
  } as Readonly<Record<string, { readonly title: string; readonly text: string }>>,
  tryAgain: 'Try again',
  newRun: 'Set up a new run',
  savedUntil: (epoch: number) => `Epoch ${epoch} was saved. Nothing before it is lost.`,
  nothingSaved: 'No epoch was finished yet.',

  now: 'Now',
  speed: 'Speed',
  photosPerSecond: (value: number) => `${value < 10 ? value.toFixed(1) : count(value)} photos/s`,
  memory: 'Memory',
  memoryOf: (used: number, all: number) => `${(used / 1e9).toFixed(1)} of ${formatBytes(all)}`,
  learningRate: 'Learning rate',
  lossAtStep: (step: number) => `Loss up to step ${count(step)}`,
  stopsEarlyIn: 'Stops early in',
  withoutGain: (epochs: number) => `${things(epochs, 'epoch', 'epochs')} without gain`,
  device: 'Device',
  epochTable: 'Epochs',
  columns: {
    epoch: 'Epoch',
    trainLoss: 'Train loss',
    valLoss: 'Val loss',
    valAccuracy: 'Val accuracy',
    trainAccuracy: 'Train accuracy',
  },
  best: 'best',
  noEpochs: 'The first epoch will show here.',
  footerRunning: 'Saved after every epoch. Close the window if you like: training goes on',
  footerRestart: ', and so it does after a restart',
  fullStop: '.',
  footerPaused: 'Everything until here is saved. Nothing runs now.',
  openRunFolder: 'Open run folder',
  copyRunFolder: 'Copy folder path',
  pathCopied: 'Path of the run folder copied.',

  notices: {
    'no-validation-part': {
      title: 'No validation photos',
      text: 'The last epoch of each phase is kept, not the best one.',
    },
    'no-test-part': { title: 'No test photos', text: 'The results will hold no accuracy on new photos.' },
    'slow-backend': {
      title: 'This computer trains by WASM',
      text: 'That is many times slower. "thaw doctor" in a terminal says how to get TensorFlow.',
    },
  },
  classWeights: (weights: readonly (readonly [string, number])[]) =>
    `Classes are uneven, so photos count: ${weights.map(([name, weight]) => `${name} ${weight.toFixed(2)}`).join(', ')}.`,
  startedFrom: (start: {
    readonly taken: number;
    readonly anew: readonly string[];
    readonly seenPhotos: number;
  }) =>
    [
      `${things(start.taken, 'layer', 'layers')} began with another run’s weights.`,
      ...(start.anew.length === 0 ? [] : [`Begun anew: ${start.anew.join(', ')}.`]),
      ...(start.seenPhotos === 0
        ? []
        : [
            `It had learned from ${things(start.seenPhotos, 'photo', 'photos')} that this run is measured by.`,
          ]),
    ].join(' '),
  resumed: (epoch: number) => (epoch === 0 ? 'Went on from the start.' : `Went on after epoch ${epoch}.`),
  wentBack: (step: number) => `The run is back at its snapshot of step ${count(step)}.`,
  fewerAtOnce: (photos: number) => ({
    title: 'Memory ran short; training goes on',
    text: `Batches are computed ${photos === 1 ? 'photo by photo' : `${count(photos)} photos at a time`} from now on. The updates stay the same.`,
  }),
  gpuLeft: ({
    gpu,
    reason,
    epoch,
  }: {
    readonly gpu: string;
    readonly reason: 'lost' | 'memory';
    readonly epoch: number | null;
  }) => ({
    title: 'Training goes on without the GPU',
    text: `${gpu} ${reason === 'lost' ? 'stopped computing' : 'has too little memory, even for one photo at a time'}. ${epoch === 0 ? 'Training begins again' : epoch === null ? 'The work goes on' : `After epoch ${epoch} training goes on`} on the processor, more slowly. Nothing that was finished is lost.`,
  }),
  fittedToMemory: (phase: string, photos: number) => ({
    title: 'Batches are computed in parts',
    text: `${phase}: whole batches would need more memory than there is, so ${things(photos, 'photo', 'photos')} are computed at a time. The updates stay the same.`,
  }),
  fewerWorkers: (processes: number) => ({
    title: 'A worker process ended; training goes on',
    text: `${things(processes, 'process goes', 'processes go')} on. Nothing is lost, and the updates stay the same.`,
  }),
  smallerPass: (photos: number) => ({
    title: 'Memory ran short; work goes on',
    text: `The network looks at ${things(photos, 'photo', 'photos')} at a time from now on. Its answers stay the same.`,
  }),
  earlyStop: (phase: string, epoch: number) =>
    `${phase} ended after epoch ${epoch}: validation no longer improved.`,
  skipped: (files: number) => `${things(files, 'file', 'files')} left out. Nothing was deleted or changed.`,

  epochSaid: (epoch: number, accuracy: string) => `Epoch ${epoch}, ${accuracy}.`,
  newBest: (epoch: number, accuracy: string) => `New best, epoch ${epoch}, ${accuracy}.`,
  onValidation: (accuracy: string) => `${accuracy} on validation`,
  onTraining: (accuracy: string) => `${accuracy} on training photos`,
  finishedToast: (accuracy: string | null) =>
    accuracy === null ? 'Training finished' : `Training finished: ${accuracy} on validation`,
  ofProject: (project: string, text: string) => `${project}. ${text}`,
  seeResults: 'See results',
  failedToast: (reason: string) => `Training stopped. ${reason}`,
  look: 'Look',
  duration: (seconds: number) => formatDuration(seconds, 'en'),
};

export type RunningWords = typeof runningWords;

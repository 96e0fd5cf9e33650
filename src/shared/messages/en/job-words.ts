import type { SkipReason } from '../../dataset.ts';
import type { Notice, Stage } from '../../job-events.ts';
import { formatBytes, formatCount, formatTimeAhead } from '../format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** Seconds from which the parts of a time are told too. */
const worthParting = 120;

/** What a stage's `detail` means to a person; an unknown one is shown as it came. */
const details: Record<string, string> = {
  head: 'the head',
  'fine-tune': 'the last block',
  'whole-network': 'the whole network',
  train: 'of the training photos',
  validation: 'on the validation photos',
  test: 'on the test photos',
};

/** What a job does, notices and skips, as the terminal and the window say it. */
export const jobWords = {
  stages: {
    scanning: 'Reading the folder',
    splitting: 'Splitting',
    undoing: 'Undoing the split',
    'preparing-gpu': 'Preparing the GPU',
    'choosing-precision': 'Timing this computer',
    'reading-photos': 'Reading photos',
    'finding-twins': 'Comparing the photos',
    'reading-model': 'Reading the model',
    'arranging-photos': 'Arranging the photos',
    'measuring-speed': 'Measuring the speed of this computer',
    'caching-features': 'Caching features',
    'sweeping-rates': 'Trying learning rates',
    training: 'Training',
    evaluating: 'Measuring',
    testing: 'Testing in other ways',
    predicting: 'Predicting',
    explaining: 'Explaining',
    exporting: 'Exporting',
    reporting: 'Drawing the mistakes',
    checking: 'Checking',
    downloading: 'Downloading',
    packing: 'Packing',
    unpacking: 'Unpacking',
    compiling: 'Compiling',
  } satisfies Record<Stage, string> as Record<Stage, string>,
  /** A stage with its detail: a phase, a part, or what is fetched. */
  title: (stage: Stage, detail?: string): string => {
    const doing = jobWords.stages[stage];
    return detail === undefined ? doing : `${doing} ${details[detail] ?? detail}`;
  },
  phases: { head: 'head', 'fine-tune': 'fine-tune', 'whole-network': 'whole network' } as Record<
    string,
    string
  >,
  units: { photos: 'photos', files: 'files', epochs: 'epochs', bytes: 'bytes', steps: 'steps' },
  perSecond: (rate: string, unit: string) => `${rate} ${unit}/s`,
  left: (time: string) => `${time} left`,
  doneIn: (what: string, time: string) => `${what}: done in ${time}`,
  skipReasons: {
    hidden: 'hidden file',
    'system-folder': 'folder of the operating system',
    'nested-folder': 'folder inside a class folder',
    'outside-class-folder': 'not inside a class folder',
    'broken-link': 'link to nothing',
    'link-outside': 'link that leaves the folder',
    'link-loop': 'link that leads back to itself',
    'not-an-image': 'not a picture',
    'wrong-extension': 'extension does not fit the content',
    unreadable: 'may not be read',
    damaged: 'damaged',
    'too-large': 'too large',
    'empty-file': 'empty file',
    'empty-class': 'class folder without photos',
    missing: 'not there any more',
    changed: 'changed since it was first read',
  } satisfies Record<SkipReason, string> as Record<SkipReason, string>,
  skipped: (files: number) =>
    files === 1
      ? '1 file was left out. Nothing was deleted or changed.'
      : `${count(files)} files were left out. Nothing was deleted or changed.`,
  step: (step: string, loss: string, rate: string) => `Step ${step}: loss ${loss}, rate ${rate}`,
  andMore: (files: number) => `and ${count(files)} more`,
  notice: (notice: Exclude<Notice, { code: 'skipped-files' }>): string => {
    switch (notice.code) {
      case 'no-validation-part':
        return 'There is no validation part: the last epoch of each phase is kept, not the best one.';
      case 'no-test-part':
        return 'There is no test part: the result will hold no test accuracy.';
      case 'class-weights':
        return `The classes are uneven; photos count by these weights: ${Object.entries(notice.weights)
          .map(([name, weight]) => `${name} ${weight.toFixed(2)}`)
          .join(', ')}.`;
      case 'backend':
        return `Computing with ${notice.backend} on ${notice.device} in ${notice.precision}.`;
      case 'slow-backend':
        return `${notice.backend} is many times slower than TensorFlow. "thaw doctor" says how to get the faster one.`;
      case 'time-estimate': {
        const parts = notice.phases.map(
          ({ name, seconds }) => `${jobWords.phases[name] ?? name} about ${formatTimeAhead(seconds, 'en')}`,
        );
        const whole = `This takes about ${formatTimeAhead(notice.seconds, 'en')} on this computer`;
        return parts.length > 1 && notice.seconds >= worthParting
          ? `${whole}: ${parts.join(', ')}.`
          : `${whole}.`;
      }
      case 'shorter-phases':
        return `Shorter phases than usual: ${notice.epochs.join(' + ')} epochs in place of ${notice.usual.join(' + ')}.`;
      case 'started-from': {
        const layers = notice.taken === 1 ? '1 layer starts' : `${count(notice.taken)} layers start`;
        const anew = notice.anew.length === 0 ? 'none begins anew' : `begun anew: ${notice.anew.join(', ')}`;
        const seen =
          notice.seenPhotos === 0
            ? ''
            : ` That run learned from ${count(notice.seenPhotos)} of the photos that this one is chosen and measured by: the results will be too good.`;
        return `${layers} with the weights of ${notice.run}; ${anew}.${seen}`;
      }
      case 'resumed':
        return notice.epoch === 0
          ? 'Going on from the start: no epoch was finished.'
          : `Going on after epoch ${notice.epoch}.`;
      case 'went-back':
        return `The run is back at its snapshot of step ${count(notice.step)}.`;
      case 'fewer-at-once':
        return `Memory ran short. Batches are now computed ${notice.photos === 1 ? 'photo by photo' : `${count(notice.photos)} photos at a time`}; the updates stay the same.`;
      case 'gpu-left': {
        const failure =
          notice.reason === 'lost'
            ? 'stopped computing'
            : 'has too little memory, even for one photo at a time';
        const goesOn =
          notice.epoch === null
            ? 'The work goes on on the processor, and nothing of it is lost'
            : notice.epoch === 0
              ? 'Training begins again on the processor'
              : `Training goes on after epoch ${notice.epoch} on the processor, and nothing of it is lost`;
        return `The GPU (${notice.gpu}) ${failure}. ${goesOn}; it is slower there.`;
      }
      case 'fitted-to-memory':
        return `Phase "${notice.phase}": batches of ${count(notice.batch)} would take about ${formatBytes(notice.needed)} of memory, and there is ${formatBytes(notice.available)}. They are computed ${notice.photos === 1 ? 'photo by photo' : `${count(notice.photos)} photos at a time`}; the updates stay the same.`;
      case 'fewer-workers':
        return `A worker process ended. ${notice.processes === 1 ? 'One process goes on' : `${count(notice.processes)} processes go on`}; nothing is lost, and the updates stay the same.`;
      case 'smaller-pass':
        return `Memory ran short. The network now looks at ${notice.photos === 1 ? 'one photo' : `${count(notice.photos)} photos`} at a time; its answers stay the same.`;
      case 'early-stop':
        return `Phase "${notice.phase}" ends after epoch ${notice.epoch}: validation loss no longer improves.`;
      case 'missing-value':
        return `Not known here: ${notice.what}.`;
    }
  },
};

export type JobWords = typeof jobWords;

import type { ErrorFacts } from '../../errors/error-facts.ts';

const goOn = 'Go on with it on the Train screen.';

/** The way on in the app, for errors whose own one names commands and options of the terminal. */
export const appRemedies = {
  'no-classes': () => 'Make one folder for each class and put its photos inside.',
  'class-too-small': ({ reason }) =>
    reason === 'count'
      ? 'Ask for fewer photos, or give shares.'
      : 'Add other photos of this class, leave the class out, or set a part to 0.',
  'split-sum-invalid': () => 'Give three shares that sum to 100, such as 70, 15 and 15.',
  'split-spec-invalid': () => 'Give a number for training, more than 0, and one for validation and test.',
  'group-pattern-invalid': () => 'For names such as rex_01.jpg write ^([a-z]+)_',
  'group-file-missing': () => 'Choose a CSV file and one of its columns.',
  'split-destination-taken': () => 'Choose another name or place.',
  'split-destination-inside-source': () => 'Choose a place outside the photos.',
  'split-file-taken': () => 'Choose another place, or take that split back first.',
  'split-unfinished': () => 'Start it again with the same name and place, or take it back.',
  'split-journal-missing': () => 'It may have been taken back already; look into the folder.',
  'split-source-is-link': () => 'Copy the photos in place of moving them.',
  'weight-beyond-half': () => 'Keep the weights as float32.',
  'export-scores-differ': () => 'This is a defect of Thaw. Do not use these files; report it with this text.',
  'weights-missing': ({ address }) =>
    `Connect to the network and try again. Without one, fetch ${address} on any computer, and import it by "thaw weights import" in a terminal.`,
  'graph-rejected': () =>
    'Take WASM at "Computes with", among all settings: it works without TensorFlow, more slowly.',
  'run-has-no-model': () => 'Choose a finished run.',
  'permission-denied': ({ operation }) =>
    operation === 'read'
      ? 'Give yourself permission to read it, or choose another place.'
      : 'Choose a place you may write to.',
  'drive-gone': () =>
    'Bring it back, such as by connecting its drive, and start again; a training goes on from its last finished epoch.',
  'too-many-open-files': () => 'Close other programs, and start again.',
  'disk-full': () =>
    'Make room on the disk and start again; a training goes on from its last finished epoch.',
  'run-exists': () => 'Give the run another name.',
  'nothing-to-start-from': () => 'Start from a run of the same or a kindred network, or from none.',
  'run-finished': () => 'Look at its results, or train anew.',
  'run-not-finished': () => goOn,
  'too-few-validation-photos': () => 'Train it with a larger validation part.',
  'run-photos-missing': () =>
    'Put them back, or show on the Data screen where they lie now. Prediction, explanation and export work without them.',
  'run-photos-changed': () => 'Put the file back, or train anew.',
  'loss-not-finite': () => 'Train anew with a lower learning rate, such as a tenth of it.',
  'features-overflow': () =>
    'Take "exact" at "Precision", among all settings. If that does not help, the weights are not those of this network.',
  'cache-too-small': ({ copiesThatFit }) =>
    copiesThatFit > 0
      ? `Take ${copiesThatFit} augmented copies. Or free some disk space.`
      : 'Free some disk space, or take smaller pictures.',
  paused: () => goOn,
  cancelled: ({ run }) =>
    run === null ? 'Start it again when you like.' : `What was finished is saved. ${goOn}`,
  'pip-missing': () =>
    'Install Python 3 with pip and start again, or bring TensorFlow’s wheel from another computer.',
  'runtime-unavailable': () =>
    'Thaw works without it, many times slower. What it tried and why it failed stands in the box of the device, above.',
  'binding-does-not-load': () => 'TensorFlow needs glibc 2.27 or newer and a processor with AVX.',
  'backend-unavailable': () => 'Take "Automatic" at "Computes with", among all settings.',
  'gpu-unavailable': () => 'Take "Automatic" at "Computes with", among all settings.',
  'gpu-too-small': () => 'Update its driver, or take "Automatic" at "Computes with", among all settings.',
  'gpu-lost': () =>
    'Go on with the training: up to its last finished epoch nothing is lost. If it happens again, update the driver, or take WASM at "Computes with".',
  'gpu-out-of-memory': () =>
    'Take smaller pictures or a smaller network, or TensorFlow or WASM at "Computes with", among all settings.',
  'model-size-unknown': () => 'Say which size it was trained with.',
  'model-size-fixed': () => 'Leave the size empty.',
  'model-classes-unknown': () => 'Name them in the order of its outputs. Keras orders class folders by name.',
  'model-preprocessing-unknown': () => 'Choose what its training did to pixels.',
  'run-was-opened': () =>
    'Predict, explain and export work. To train it, choose it at "Start from" on the Train screen.',
} satisfies AppRemedies;

/** A sentence by its code, made from the error's facts. */
export type AppRemedies = { readonly [Code in keyof ErrorFacts]?: (facts: ErrorFacts[Code]) => string };

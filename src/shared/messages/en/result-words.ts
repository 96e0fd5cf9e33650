import type { DatasetLayout, Part } from '../../dataset.ts';
import type { ComparisonVerdict } from '../../statistics/verdict.ts';
import { formatCount } from '../format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** Groups of photos that stay together, and the largest one. */
export interface GroupCounts {
  readonly count: number;
  readonly photos: number;
  readonly largest: number;
  readonly name: string;
}

/** What commands answer with. */
export const resultWords = {
  layouts: {
    'class-folders': 'one sub-folder per class',
    'split-folders': 'already split into parts',
    list: 'a list of paths and labels',
    'thaw-split': 'split by Thaw',
  } satisfies Record<DatasetLayout, string> as Record<DatasetLayout, string>,
  parts: { train: 'Train', validation: 'Validation', test: 'Test', all: 'Photos' } satisfies Record<
    Part | 'all',
    string
  > as Record<Part | 'all', string>,
  scanned: (photos: number, classes: number, layout: string) =>
    `${count(photos)} photos in ${count(classes)} classes (${layout}).`,
  misnamed: (photos: number) =>
    `${count(photos)} ${photos === 1 ? 'photo is' : 'photos are'} used although the name says another type:`,
  check: {
    none: (photos: number) => `No two of the ${count(photos)} photos show one picture.`,
    found: (groups: number, inGroups: number, photos: number) =>
      `${count(groups)} ${groups === 1 ? 'picture is' : 'pictures are'} there more than once: ${count(inGroups)} of ${count(photos)} photos.`,
    leaked: (part: string, leaked: number, all: number, share: string) =>
      `${part}: ${count(leaked)} of ${count(all)} photos (${share}) are in a part the model learns from or is chosen by. Its score would be too good.`,
    conflicts: (groups: number) =>
      groups === 1
        ? '1 picture is in more than one class. Decide which is right.'
        : `${count(groups)} pictures are in more than one class. Decide which is right.`,
    quick: 'Cut or tilted copies were not looked for (--quick).',
    identical: 'The same file:',
    onePicture: 'One picture:',
    more: (groups: string) => `${groups} more; --json lists all.`,
    suspects: (photos: number) =>
      photos === 1
        ? '1 photo looks more like another class. Its label may be wrong:'
        : `${count(photos)} photos look more like another class. Their labels may be wrong, the likeliest first:`,
    looksLike: (className: string, other: string) => `is "${className}", looks like "${other}"`,
    done: (time: string) => `Checked in ${time}. Nothing was changed.`,
  },
  methods: {
    title: (photos: number) => `Ways to test, on ${count(photos)} test photos`,
    method: 'Way',
    scales: 'Scales',
    pictures: 'Pictures a photo',
    accuracy: 'Accuracy',
    interval: '95 %',
    loss: 'Loss',
    speed: 'Photos/s',
    againstPlain: 'Against plain',
    verdicts: {
      better: (own: number, plain: number, p: string) => `better: +${own} −${plain} (p = ${p})`,
      worse: (own: number, plain: number, p: string) => `worse: +${own} −${plain} (p = ${p})`,
      unclear: (own: number, plain: number, p: string) => `no clear difference: +${own} −${plain} (p = ${p})`,
      same: () => 'the same photos right',
    } as Record<ComparisonVerdict, (own: number, plain: number, p: string) => string>,
    weight: (run: string, weight: string) => `weight ${weight}: ${run}`,
    kept: 'Kept with the run, in testing.json.',
  },
  rate: {
    lowest: (rate: string) => `The loss is lowest at ${rate}; above it training breaks up.`,
    steepest: (rate: string) => `It falls fastest at ${rate}.`,
    neverFell: 'The loss never fell: nothing can be suggested. Try more --steps, or look at the photos.',
    suggestion: (rate: string) => `Suggested learning rate: ${rate}`,
    curveAt: (path: string) => `The curve is in ${path}`,
  },
  subjects: ({ count: groups, photos, largest, name }: GroupCounts) =>
    groups === 1
      ? `1 group of ${count(photos)} photos stays in one part: ${name}.`
      : `${count(groups)} groups hold ${count(photos)} photos, the largest ${count(largest)} (${name}); each stays in one part.`,
  noSubjects: 'No two photos belong together by these rules.',
  subject: (name: string, photos: number) => `${name} (${count(photos)})`,
  keptTogether: (pictures: number) =>
    pictures === 0
      ? 'No picture is there more than once.'
      : `${count(pictures)} ${pictures === 1 ? 'picture is' : 'pictures are'} there more than once; each stays in one part.`,
  splitDone: (mode: 'list' | 'copy' | 'move', out: string) =>
    mode === 'list'
      ? `The split is written to ${out}. The photos stay where they are.`
      : mode === 'copy'
        ? `The photos are copied to ${out}. The originals are as they were.`
        : `The photos are moved to ${out}. "thaw split --undo ${out}" moves them back.`,
  splitPlanned: 'Nothing was written (--dry-run).',
  trainNext: (out: string) => `Next: thaw train ${out}`,
  undone: (files: number) =>
    files === 0
      ? 'The split is undone.'
      : `The split is undone (${count(files)} ${files === 1 ? 'file' : 'files'}).`,
  leftInPlace: (files: number) =>
    `${count(files)} ${files === 1 ? 'file was' : 'files were'} changed since the split and left in place:`,
  className: 'Class',
  total: 'All',
  runAt: (run: string) => `Training into ${run}`,
  epochTable: {
    phase: 'Phase',
    epoch: 'Epoch',
    loss: 'Loss',
    accuracy: 'Accuracy',
    validationLoss: 'Val. loss',
    validationAccuracy: 'Val. accuracy',
    time: 'Time',
  },
  bestMark: 'best so far',
  fold: (fold: number, of: number, run: string) => `Fold ${count(fold)} of ${count(of)}: ${run}`,
  crossValidated: (folds: number, file: string) =>
    `Every photo was tested once, by the one of ${count(folds)} models that had not seen it. The numbers are in ${file}`,
  part: { test: 'Test photos', validation: 'Validation photos' },
  noTest: 'No test photos: nothing says how good the model is on new photos.',
  accuracy: 'Accuracy',
  loss: 'Loss',
  rocArea: 'ROC area',
  averagePrecision: 'Average precision',
  amongLikeliest: (k: number) => `Among the ${count(k)} likeliest`,
  calibrationError: 'Calibration error',
  calibrated: (before: string, temperature: string) => `${before} as trained, temperature ${temperature}`,
  comparison: (against: string) => `Compared with ${against}`,
  compared: (first: number, second: number, total: number) =>
    `On ${count(total)} test photos that both were measured on: ${count(first)} right by this run alone, ${count(second)} by the other alone.`,
  comparedLeftOut: (photos: number) =>
    photos === 1
      ? '1 test photo of only one of them is left out.'
      : `${count(photos)} test photos of only one of them are left out.`,
  verdicts: {
    better: (p: string) => `This run is better; by chance that would be rare (p = ${p}).`,
    worse: (p: string) => `This run is worse; by chance that would be rare (p = ${p}).`,
    unclear: (p: string) => `The difference may be chance (p = ${p}).`,
    same: () => 'No photo is answered differently.',
  },
  right: (correct: number, total: number) => `${count(correct)} of ${count(total)} right`,
  expect: (low: string, high: string) =>
    `On new photos like these, expect between ${low} and ${high}\u00a0% (95\u00a0% confidence).`,
  onlyFew: (total: number) => `Only ${count(total)} test ${total === 1 ? 'photo' : 'photos'}:`,
  confusionMatrix: 'Confusion matrix',
  are: (name: string) => `are ${name}`,
  said: (name: string) => `said ${name}`,
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  photos: 'Photos',
  trained: (epochs: number, best: number, time: string, memory: string) =>
    `${count(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'} in ${time}, best: epoch ${count(best)}; at most ${memory} of memory.`,
  savedAt: (run: string) => `The run is in ${run}`,
  afterTraining: (run: string) =>
    `Next: thaw predict ${run} PHOTOS, or thaw export ${run} --format keras-h5 --out FILE`,
  answer: (label: string, share: string) => `${label} ${share}`,
  unreadable: 'could not be read',
  noneOfThese: (label: string, share: string) => `none of these (${label} ${share})`,
  refused: (n: number) =>
    `${count(n)} ${n === 1 ? 'is' : 'are'} none of these: less sure, or less like the training photos, than what was accepted in training. --accept-all gives every answer.`,
  acceptance: 'Answered, not "none of these"',
  acceptedRight: 'Of these, right',
  predicted: (files: number, time: string) =>
    `${count(files)} ${files === 1 ? 'photo' : 'photos'} in ${time}.`,
  csvAt: (file: string) => `The answers are in ${file}`,
  exported: (format: string, out: string) => `Exported as ${format} to ${out}`,
  sameScores: (most: string, mean: string, on: number) =>
    `Same scores: read back, its probabilities differ by at most ${most}, ${mean} on average, on ${count(on)} pictures.`,
  halfScores: (most: string, mean: string, on: number) =>
    `Read back, it scores as the model does with weights rounded to half precision. From the model itself its probabilities differ by at most ${most}, ${mean} on average, on ${count(on)} pictures.`,
  sameTopClass: (same: number, on: number) =>
    `The likeliest class is the same on ${count(same)} of ${count(on)}.`,
  knownPhotos: (file: string, difference: string) =>
    `${file} is what "none of these" compares photos with, as the labels beside it say; likeness differs by at most ${difference}.`,
  reportAt: (file: string) => `The report is in ${file}`,
  reportMissing: (photos: number) =>
    photos === 1
      ? '1 photo of it is gone or changed; the report says so.'
      : `${count(photos)} photos of it are gone or changed; the report says so.`,
  weights: {
    name: 'Network',
    state: 'State',
    here: 'here',
    notHere: 'not here yet',
    fetched: (base: string, sha256: string) => `${base} is here. SHA-256 of its tensors: ${sha256}`,
  },
  unpacked: {
    done: (train: number, test: number, classes: number) =>
      `${count(train)} pictures to learn from and ${count(test)} to test by, ${count(classes)} classes.`,
    next: (command: string) => `Next: ${command}`,
  },
  recipe: {
    isDefault: 'default',
    augmentation: 'augmented',
    noAugmentation: 'no augmentation',
    teaches: (lesson: string) => `Teaches: ${lesson}`,
    fromScratch: 'from scratch',
    onBase: (base: string) => `on ${base}`,
    phase: (epochs: number, learnFrom: string, optimizer: string, rate: string, batch: number) =>
      `${epochs} epochs, learns from ${learnFrom}, ${optimizer} ${rate}, batches of ${batch}`,
    settings: 'Values that --set changes:',
  },
  demo: {
    start: 'The whole main job on the sample: split, two-phase training, test, prediction, export.',
    shorter: (epochs: string, usual: string, photos: string, copies: string) =>
      `Shorter than usual, to be done soon: ${epochs} epochs in place of ${usual}, ${photos} photos a class, ${copies}. Expect less than from a full training.`,
    copies: (made: number, usual: number) =>
      made === 1
        ? `1 augmented copy of each photo in place of ${usual}`
        : `${made} augmented copies of each photo in place of ${usual}`,
    step: (number: number, of: number, what: string) => `${number}/${of} ${what}`,
    steps: {
      sample: 'Sample photos',
      split: 'Split',
      train: 'Training and test',
      predict: 'Prediction',
      export: 'Export',
    },
    done: (time: string) => `Done in ${time}. Everything is in this folder:`,
    places: {
      split: 'the split',
      run: 'the run: curves, settings, evaluation',
      answers: 'the answers for some test photos',
      kerasH5: 'the model for Keras',
      tfjs: 'the model for TensorFlow.js',
    },
  },
};

export type ResultWords = typeof resultWords;

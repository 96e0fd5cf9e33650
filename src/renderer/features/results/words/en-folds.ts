import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');
const photos = (value: number): string => `${count(value)} ${value === 1 ? 'photo' : 'photos'}`;

/** The results of a cross-validation. */
export const foldWords = {
  measured: (tested: number, measured: number, of: number) =>
    measured < of
      ? `Cross-validation, ${count(measured)} of ${count(of)} folds: ${photos(tested)}, each tested by a model that had not seen it.`
      : `Cross-validation: ${photos(tested)}, each tested once, by the one of ${count(of)} models that had not seen it.`,
  noModel: {
    title: 'A cross-validation measures; it gives no model to use',
    text: 'Each of its models learned from a part of the photos only. To predict, to export or to look inside, train one model on this split.',
    act: 'Train one model',
  },
  stopped: (measured: number, of: number) => `Stopped with ${count(measured)} of ${count(of)} folds tested.`,
  goOn: 'Train the other folds',
  title: 'Accuracy of each fold',
  spread: (lowest: string, highest: string) =>
    `From ${lowest} to ${highest}. Folds differ by chance and by which photos they tested; what counts is all of them together.`,
  fold: 'Fold',
  right: 'Right on its test photos',
  epochs: 'Epochs',
  best: 'Best epoch',
  time: 'Time',
  notMeasured: 'not tested yet',
  none: '–',
  folds: 'Folds',
  foldsOf: (measured: number, of: number) => `${count(measured)} of ${count(of)} tested`,
  score: 'Right on all test photos',
  loss: 'Loss on all test photos',
  inEach: 'Photos in a fold',
  removeText: (size: string) =>
    `All of its folds, with their curves and results, go to the bin (${size}). Photos are not touched.`,
};

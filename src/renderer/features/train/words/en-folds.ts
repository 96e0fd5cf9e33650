import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');
const photos = (value: number): string => `${count(value)} ${value === 1 ? 'photo' : 'photos'}`;

/** Cross-validation on the training screens. `points`: to either side, in points of a percent. */
export const foldWords = {
  title: 'How it is tested',
  choice: 'How many models are trained',
  one: 'One model',
  cross: 'Cross-validation',
  number: 'Folds',
  tested: (tested: number) => `Tested on ${photos(tested)} that it never saw.`,
  untested: (all: number) =>
    `No photo is set aside for a test. Cross-validation tests all ${count(all)}, each by a model that never saw it.`,
  few: (tested: number, points: string, all: number, pointsOfAll: string) =>
    `If 9 in 10 answers are right, ${photos(tested)} tell that to within ±${points} points only. Cross-validation tests all ${count(all)}: ±${pointsOfAll} points, in the time of several trainings.`,
  crossText: (folds: number, all: number, points: string) =>
    `${count(folds)} models, one after the other, each tested on another share of the photos. All ${count(all)} are tested once: if 9 in 10 answers are right, that is known to within ±${points} points. It gives no model to use; train one afterwards.`,
  dataOk: (train: number, validation: number, test: number) =>
    `In each fold ${count(train)} train, ${count(validation)} validation, ${count(test)} test`,
  runName: (recipe: string, folds: number) => `${recipe}, ${count(folds)} folds`,
  start: (folds: number) => `Start ${count(folds)} trainings`,
  onThisComputer: (time: string, folds: number) =>
    `About ${time} on this computer for all ${count(folds)} folds. You can go on working, or close the window.`,

  /** Phase or epoch follows. */
  foldOf: (fold: number, of: number) => `Fold ${count(fold)} of ${count(of)}. `,
  list: 'Folds',
  fold: (fold: number) => `Fold ${count(fold)}`,
  inHand: 'in work',
  waits: 'to come',
  stop: 'Stop and keep the finished folds',
  stopTitle: (finished: number, of: number) => `Stop after ${count(finished)} of ${count(of)} folds?`,
  stopText: (tested: number) =>
    `The results then stand on the ${photos(tested)} tested so far. The fold in work is set aside. You can go on from there later.`,
  stoppingText: 'The batch in work is finished, then the finished folds are measured together.',
  pausedText: (epoch: number) =>
    epoch === 0
      ? 'The finished folds are saved. Continue begins with this one.'
      : `The finished folds are saved, and epoch ${count(epoch)} of this one. Continue goes on from there.`,
  discardText: (finished: number) =>
    finished === 0
      ? 'Its first fold was not finished yet. Photos are not touched.'
      : `Training ends, and its ${count(finished)} finished ${finished === 1 ? 'fold goes' : 'folds go'} to the bin with the one in work. Photos are not touched.`,
  finishedToast: 'Cross-validation finished',
};

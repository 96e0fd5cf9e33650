import type { Advice, AdviceAction, AdviceKind, AdviceOf } from '../../advice/advice.ts';
import type { Score } from '../../app/score.ts';
import { formatAccuracy, formatCount, formatLoss, formatShare } from '../format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');
const photos = (value: number, part = ''): string =>
  `${count(value)} ${part}${value === 1 ? 'photo' : 'photos'}`;
const accuracy = (score: Score): string => formatAccuracy(score.correct, score.count, 'en');
const mean = (share: number, of: number): string =>
  formatAccuracy(Math.min(of, Math.round(share * of)), of, 'en');

/** Classes named one by one before the rest is counted. */
const named = 3;

/** What advice says: first what was seen, then what would help. */
export const adviceWords = {
  title: 'Advice',
  none: 'Nothing stands out: no leak, no class left behind, no sign of learning too little or by heart.',
  seen: {
    'leaked-photos': ({ test, validation }) =>
      test.leaked > 0
        ? `${count(test.leaked)} of ${photos(test.photos, 'test ')} ${test.leaked === 1 ? 'shows' : 'show'} a picture that is also in the parts the model learns from or is chosen by.`
        : `${count(validation.leaked)} of ${photos(validation.photos, 'validation ')} ${validation.leaked === 1 ? 'shows' : 'show'} a picture that is also among the training photos.`,
    'no-test-photos': (): string =>
      'No test photos were measured: nothing says how good it is on new photos.',
    'no-better-than-one-answer': ({ score, className, always, onlyAnswer }) =>
      `${onlyAnswer === null ? '' : `Every photo is said to be "${onlyAnswer}". `}${accuracy(score)} right is not shown to be better than always saying "${className}" (${formatShare(always.correct / always.count, always.count)}).`,
    'few-photos': ({ classes, enough }) =>
      classes.length === 1
        ? `"${classes[0]!.className}" has only ${photos(classes[0]!.photos)}.`
        : `${count(classes.length)} classes have fewer than ${photos(enough)}: ${classes
            .slice(0, named)
            .map(({ className, photos: has }) => `"${className}" ${count(has)}`)
            .join(', ')}${classes.length > named ? ` and ${count(classes.length - named)} more` : ''}.`,
    'still-learning': ({ from, to, epochs, photos: of }) =>
      `It was still learning at the end: over the last ${count(epochs)} epochs accuracy on the training photos rose from ${formatShare(from, of)} to ${mean(to, of)}.`,
    'learns-too-little': ({ accuracy: share, epochs, photos: of }) =>
      `It does not learn its own training photos: ${mean(share, of)} right over the last ${count(epochs)} epochs.`,
    overfitting: ({
      training,
      trainingPhotos,
      validation,
      validationPhotos,
      bestEpoch,
      bestLoss,
      lastLoss,
    }) =>
      `It learned by heart: ${mean(training, trainingPhotos)} of the training photos right and ${mean(validation, validationPhotos)} of the validation photos, while validation loss rose from ${formatLoss(bestLoss)} (epoch ${count(bestEpoch)}) to ${formatLoss(lastLoss)}.`,
    'confused-pair': ({ className, answer, mistakes, reverse, photos: of, allMistakes }) =>
      `"${className}" and "${answer}" are taken for each other: ${count(mistakes)} of "${className}" said "${answer}", ${count(reverse)} the other way round; that is ${count(mistakes + reverse)} of ${count(allMistakes)} mistakes on their ${photos(of)}.`,
    'odd-class': ({ className, own, others }) =>
      `"${className}" is found far less often than the rest: ${accuracy(own)} against ${accuracy(others)}.`,
    'sure-mistake': ({ path, className, answer, probability }) =>
      `${fileName(path)} is filed under "${className}", and the model is ${formatShare(probability, 100_000)} sure of "${answer}".`,
    unbalanced: ({ smallest, largest, fewest, most, own, others }) =>
      `"${smallest}" has ${photos(fewest, 'training ')}, "${largest}" ${count(most)}, and "${smallest}" is found less often: ${accuracy(own)} against ${accuracy(others)}.`,
    'misjudged-certainty': ({ says, score }) =>
      `On average it is ${formatShare(says, score.count)} sure, and ${accuracy(score)} right.`,
    'wide-interval': ({ score }) =>
      `${photos(score.count, 'test ')} ${score.count === 1 ? 'tells' : 'tell'} the accuracy only roughly: ${accuracy(score)}.`,
  } satisfies { [Kind in AdviceKind]: (advice: AdviceOf<Kind>) => string },
  helps: {
    'leaked-photos': (): string =>
      'The score is too good. Split anew with copies of one picture in one part, and train again.',
    'no-test-photos': ({ photos: all }) =>
      `Keep a test part, or cross-validate: then each of the ${photos(all)} is tested once.`,
    'no-better-than-one-answer': ({ action }): string =>
      action.kind === 'cross-validate'
        ? 'With more test photos, or cross-validation, it may be.'
        : 'See whether the labels are right, and whether the photos show the difference.',
    'few-photos': ({ classes, enough }) =>
      `About ${count(enough)} a class give a useful model and a test that says something: ${count(enough - classes[0]!.photos)} more of "${classes[0]!.className}".`,
    'still-learning': (): string => 'More epochs may give a better model.',
    'learns-too-little': ({ action }) => learnsMore(action),
    overfitting: ({ action }): string =>
      changes(action).some((change) => change.startsWith('augmentation='))
        ? 'The best epoch is kept. Stronger augmentation leaves less to learn by heart.'
        : 'The best epoch is kept. Stopping earlier saves the time after it; more photos would help more.',
    'confused-pair': (): string =>
      'See whether these photos show the difference, and whether their labels are right.',
    'odd-class': (): string =>
      'See what its mistakes have in common: other surroundings, poor photos, wrong labels.',
    'sure-mistake': (): string => 'So sure a mistake is rare by chance: the label may be wrong.',
    unbalanced: ({ action, smallest }): string =>
      action.kind === 'train-with'
        ? 'Class weights make every class count the same.'
        : `More photos of "${smallest}" help most.`,
    'misjudged-certainty': ({ calibrated }): string =>
      calibrated
        ? 'Its probabilities are calibrated on the validation photos; more of those make them truer.'
        : 'Its probabilities could not be calibrated: that takes validation photos.',
    'wide-interval': ({ needed, photos: all, score }) =>
      `For 2 points to either side it takes about ${photos(needed, 'test ')}.${all > score.count ? ` Cross-validation tests all ${count(all)} that there are.` : ''}`,
  } satisfies { [Kind in AdviceKind]: (advice: AdviceOf<Kind>) => string },
  acts: {
    'split-anew': (): string => 'Show the photos',
    'add-photos': ({ className }) => `Show "${className}"`,
    'look-at-mistakes': (): string => 'Show the mistakes',
    'look-at-photo': (): string => 'Show the photo',
    'check-labels': (): string => 'Show the photos',
    'train-with': (): string => 'Set it for the next run',
    'cross-validate': (): string => 'Set up cross-validation',
    'more-validation-photos': (): string => 'Change the split',
  } satisfies {
    [Kind in AdviceAction['kind']]: (action: Extract<AdviceAction, { kind: Kind }>) => string;
  },
};

function changes(action: AdviceAction): readonly string[] {
  return action.kind === 'train-with' ? action.changes : [];
}

function learnsMore(action: AdviceAction): string {
  if (action.kind !== 'train-with') return 'See whether the labels are right.';
  return action.recipe === null
    ? 'Larger pictures show it more.'
    : 'Let the upper layers of the base network learn too.';
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export type AdviceWords = typeof adviceWords;

/** What was seen, in words. */
export function adviceSeen(advice: Advice, { seen }: AdviceWords): string {
  return (seen[advice.kind] as (advice: Advice) => string)(advice);
}

/** What would help. */
export function adviceHelps(advice: Advice, { helps }: AdviceWords): string {
  return (helps[advice.kind] as (advice: Advice) => string)(advice);
}

/** The button that leads there. */
export function adviceAct(action: AdviceAction, { acts }: AdviceWords): string {
  return (acts[action.kind] as (action: AdviceAction) => string)(action);
}

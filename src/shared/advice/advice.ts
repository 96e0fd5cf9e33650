import type { Score } from '../app/score.ts';
import type { LeakCount } from '../job-results/check-results.ts';

/** What a person can do about it; the terminal names a command, the app leads to a screen. */
export type AdviceAction =
  /** Anew, with copies of one picture in one part. */
  | { readonly kind: 'split-anew' }
  | { readonly kind: 'add-photos'; readonly className: string }
  /** null: of any class, or with any answer. */
  | { readonly kind: 'look-at-mistakes'; readonly className: string | null; readonly answer: string | null }
  /** `path`: as in split.json. */
  | { readonly kind: 'look-at-photo'; readonly path: string }
  | { readonly kind: 'check-labels' }
  /** A training with these changes, each `KEY=VALUE` of apply-settings.ts; `recipe`: another one, or null. */
  | { readonly kind: 'train-with'; readonly recipe: string | null; readonly changes: readonly string[] }
  /** So that every photo is tested. */
  | { readonly kind: 'cross-validate' }
  | { readonly kind: 'more-validation-photos' };

/** One thing worth doing about a finished run, with the numbers that say so. */
export type Advice =
  | {
      readonly kind: 'leaked-photos';
      readonly test: LeakCount;
      readonly validation: LeakCount;
      readonly action: AdviceAction;
    }
  | { readonly kind: 'no-test-photos'; readonly photos: number; readonly action: AdviceAction }
  | {
      readonly kind: 'no-better-than-one-answer';
      readonly score: Score;
      /** What always answering the most frequent class would score on the same photos. */
      readonly className: string;
      readonly always: Score;
      /** The model itself answers this class for every photo; null: it answers several. */
      readonly onlyAnswer: string | null;
      readonly action: AdviceAction;
    }
  | {
      readonly kind: 'few-photos';
      /** Fewest first; photos of all parts. */
      readonly classes: readonly { readonly className: string; readonly photos: number }[];
      readonly enough: number;
      readonly action: AdviceAction;
    }
  | {
      readonly kind: 'still-learning';
      /** Mean training accuracy at both ends of the last epochs. */
      readonly from: number;
      readonly to: number;
      /** How many last epochs. */
      readonly epochs: number;
      /** Training photos. */
      readonly photos: number;
      readonly action: AdviceAction;
    }
  | {
      readonly kind: 'learns-too-little';
      /** Mean training accuracy of the last epochs. */
      readonly accuracy: number;
      readonly epochs: number;
      readonly photos: number;
      readonly action: AdviceAction;
    }
  | {
      readonly kind: 'overfitting';
      /** Mean accuracies of the last epochs, and photos of both parts. */
      readonly training: number;
      readonly trainingPhotos: number;
      readonly validation: number;
      readonly validationPhotos: number;
      /** The epoch of the model, and the validation loss there and over the last epochs. */
      readonly bestEpoch: number;
      readonly bestLoss: number;
      readonly lastLoss: number;
      readonly action: AdviceAction;
    }
  | {
      readonly kind: 'confused-pair';
      readonly className: string;
      readonly answer: string;
      /** Photos of the first said to be of the second, and the other way round. */
      readonly mistakes: number;
      readonly reverse: number;
      /** Photos of the two classes, and all mistakes on them. */
      readonly photos: number;
      readonly allMistakes: number;
      readonly action: AdviceAction;
    }
  | {
      readonly kind: 'odd-class';
      readonly className: string;
      /** Right answers among the class's photos, and among all others. */
      readonly own: Score;
      readonly others: Score;
      readonly action: AdviceAction;
    }
  | {
      readonly kind: 'sure-mistake';
      readonly path: string;
      readonly className: string;
      readonly answer: string;
      readonly probability: number;
      /** How many mistakes this sure, or surer, the probabilities themselves promise among all photos measured. */
      readonly expected: number;
      readonly action: AdviceAction;
    }
  | {
      readonly kind: 'unbalanced';
      readonly smallest: string;
      readonly largest: string;
      /** Training photos. */
      readonly fewest: number;
      readonly most: number;
      /** Right answers among the smallest class's photos, and among all others. */
      readonly own: Score;
      readonly others: Score;
      readonly action: AdviceAction;
    }
  | {
      readonly kind: 'misjudged-certainty';
      /** false: there were no validation photos to calibrate by. */
      readonly calibrated: boolean;
      /** Mean probability of the answers. */
      readonly says: number;
      readonly score: Score;
      readonly action: AdviceAction;
    }
  | {
      readonly kind: 'wide-interval';
      readonly score: Score;
      /** Test photos for an interval of 2 points to either side. */
      readonly needed: number;
      /** Photos of all parts: so many are tested by cross-validation. */
      readonly photos: number;
      readonly action: AdviceAction;
    };
export type AdviceKind = Advice['kind'];
export type AdviceOf<Kind extends AdviceKind> = Extract<Advice, { kind: Kind }>;

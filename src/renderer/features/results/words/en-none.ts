import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** What is answered "none of these". */
export const noneWords = {
  question: 'Which photos should be answered "none of these"?',
  text: 'Answers less sure than this, and photos less like the training photos, become "none of these". Further left, fewer photos are answered, and photos of other things are refused earlier.',
  loading: 'Loading the answers',
  tooFew: (n: number, needed: number) =>
    `There ${n === 1 ? 'is' : 'are'} ${count(n)} validation ${n === 1 ? 'photo' : 'photos'}, and ${count(needed)} are needed to choose by. So every photo is answered with a class.`,
  plot: 'Share of right answers among those given, by how many validation photos are answered',
  covered: 'Validation photos answered, %',
  accuracy: 'Right of those, %',
  handle: 'Validation photos to answer',
  share: (percent: number) =>
    percent >= 100 ? 'Every photo is answered' : `At least ${percent}\u00a0% of validation photos answered`,
  table: 'What this does to the photos of each part',
  part: 'Part',
  parts: { validation: 'Validation', test: 'Test' },
  answered: 'Answered',
  right: 'Right, %',
  of: (n: number, total: number) => `${count(n)} of ${count(total)}`,
  everything: 'No answer is "none of these".',
  rule: (confidence: number, familiarity: number | null) => {
    const sure = `At least ${(100 * confidence).toFixed(1)}\u00a0% sure`;
    return familiarity === null
      ? `${sure}.`
      : `${sure}, and a likeness of at least ${familiarity.toFixed(2)} to the nearest training photos, as the network sees them (1: the same).`;
  },
  older:
    'By sureness alone: this run was made by an older version of Thaw, which kept no training photos to compare with.',
  asChosen: 'As chosen by Thaw',
  isChosen: 'It is as Thaw chose it.',
};

export type NoneWords = typeof noneWords;

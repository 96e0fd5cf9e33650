import { formatCount } from '../../../../shared/messages/format-numbers.ts';

const count = (value: number): string => formatCount(value, 'en');

/** Whether the answers are as sure as they are right. */
export const calibrationWords = {
  question: 'When it says 90\u00a0%, is it right 90\u00a0% of the time?',
  calibrated: {
    yes: (off: string, before: string) =>
      `Yes: off by ${off} on average after calibration (${before} before).`,
    nearly: (off: string, before: string) =>
      `Nearly: off by ${off} on average after calibration (${before} before).`,
    no: (off: string, before: string) => `No: off by ${off} on average after calibration (${before} before).`,
  },
  plain: {
    yes: (off: string) => `Yes: off by ${off} on average.`,
    nearly: (off: string) => `Nearly: off by ${off} on average.`,
    no: (off: string) => `No: off by ${off} on average.`,
  },
  tooFew: (n: number, off: string) =>
    `${count(n)} ${n === 1 ? 'photo is' : 'photos are'} too few to tell: off by ${off} on average, which may be chance.`,
  plot: 'Share of right answers by how sure they are. On the line both are the same.',
  table: 'Answers by how sure they are',
  certainty: 'Sure, %',
  mean: 'Mean',
  right: 'Right, %',
  range: (low: number, high: number) => `${low} to ${high}\u00a0%`,
  how: (temperature: string) =>
    `The model's scores are divided by ${temperature}, which was fitted on the validation photos. No answer changes by it, only how sure the answers are. Exports have it too. Bars: 95 % confidence; circles: before.`,
  notChanged: 'Nothing was fitted: there were no validation photos. Bars: 95 % confidence.',
  older: 'This run was made by an older version of Thaw, which did not measure this.',
  ranking: (className: string) => `How well are "${className}" told from the others?`,
  rankingText: 'By the probability alone, whatever threshold is taken. 1 is perfect; ROC area 0.5 is chance.',
  rocArea: 'ROC area',
  averagePrecision: 'Average precision',
  rocPlot: (className: string) => `ROC curve of "${className}"`,
  precisionPlot: (className: string) => `Precision by recall of "${className}"`,
  falsePositives: 'Others taken for it, %',
  recall: 'Found, %',
  precision: 'Right of those, %',
  likeliest: 'Is the class among the first answers?',
  amongLikeliest: (k: number) => `Among the ${count(k)} likeliest`,
};

export type CalibrationWords = typeof calibrationWords;

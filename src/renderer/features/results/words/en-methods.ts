import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { ComparisonVerdict } from '../../../../shared/statistics/verdict.ts';

const count = (value: number): string => formatCount(value, 'en');

/** Other ways to test. */
export const methodWords = {
  title: 'Other ways to test',
  text: 'The model looks at each test photo more than once, or other runs are asked too, and the answers are averaged. Each way is compared with the plain one on the same photos.',
  ways: 'Ways',
  together: 'Averaged with other runs',
  thisRun: 'this run',
  names: {
    plain: 'Plain',
    flip: 'Mirrored',
    scales: 'Several scales',
    dense: 'Dense',
    'dense-flip': 'Dense and mirrored',
    'ten-crop': 'Ten crops',
    'multi-crop': 'Fifty crops',
    ensemble: 'Several runs',
    'ensemble-weighted': 'Several runs, weighted',
  } as Readonly<Record<string, string>>,
  hints: {
    flip: 'the photo and its mirror image',
    scales: 'smaller and larger pictures',
    dense: 'at every place of a larger picture',
    'dense-flip': 'the same, mirrored too',
    'ten-crop': 'corners and centre, mirrored too',
    'multi-crop': 'a grid of 5 × 5, mirrored too',
  } as Readonly<Record<string, string>>,
  average: 'Average of these ways',
  averageHint: 'one more answer, from all that are chosen',
  sides: 'Sides in pixels',
  sidesHint: 'For the ways with larger pictures, such as 256, 384, 512. Empty: their own.',
  sidesWrong: (least: number, most: number, sides: number) =>
    `At most ${count(sides)} whole numbers from ${count(least)} to ${count(most)}.`,
  start: 'Test',
  cancel: 'Cancel',
  progress: (done: number, total: number) =>
    total === 0 ? 'Starting' : `${count(done)} of ${count(total)} photos`,
  table: 'What each way came to',
  way: 'Way',
  scaled: (sides: readonly number[]) => `${sides.join(', ')} px`,
  pictures: 'Pictures a photo',
  accuracy: 'Accuracy',
  loss: 'Loss',
  speed: 'Photos/s',
  against: 'Against plain',
  none: '–',
  verdicts: {
    better: (own: number, plain: number, p: string) => `Better: +${own} −${plain} photos (p = ${p})`,
    worse: (own: number, plain: number, p: string) => `Worse: +${own} −${plain} photos (p = ${p})`,
    unclear: (own: number, plain: number, p: string) =>
      `No clear difference: +${own} −${plain} photos (p = ${p})`,
    same: () => 'The same photos right',
  } as Record<ComparisonVerdict, (own: number, plain: number, p: string) => string>,
};

export type MethodWords = typeof methodWords;

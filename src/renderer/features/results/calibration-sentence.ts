import { formatShare } from '../../../shared/messages/format-numbers.ts';
import type { Calibration } from '../../../shared/run-files.ts';
import type { ResultsWords } from './words/en.ts';

/** Up to this the answer is yes, up to twice as much nearly, in shares. */
const little = 0.05;
/** With fewer photos the distance is mostly chance. */
const few = 50;

/** Whether certainty can be taken at its word. `count`: photos measured. */
export function calibrationSentence(
  { error, before, temperature }: Calibration,
  count: number,
  words: ResultsWords['calibration'],
): string {
  const off = formatShare(error, count);
  if (count < few) return words.tooFew(count, off);
  const verdict = error <= little ? 'yes' : error <= 2 * little ? 'nearly' : 'no';
  return temperature === 1
    ? words.plain[verdict](off)
    : words.calibrated[verdict](off, formatShare(before.error, count));
}

import type { PredictionEvent } from '../../shared/job-events.ts';
import { formatShare } from '../../shared/messages/format-numbers.ts';
import type { CliContext } from '../cli-context.ts';
import { pad } from '../terminal/text-width.ts';

/** Decimals as for many photos: a probability is no count. */
const oneDecimal = 1000;

/** `none of these (dogs 52.1 %)  path/to/photo.jpg`, or `dogs  97.2 %  path/to/photo.jpg`: the file last, since its length varies most. */
export function predictionLine(
  { file, label, probabilities, accepted }: Omit<PredictionEvent, 'familiarity'>,
  { words, style }: Pick<CliContext, 'words' | 'style'>,
): string {
  if (label === null) return `${style.warm(words.result.unreadable)}  ${file}`;
  const names = Object.keys(probabilities);
  const width = Math.max(...names.map((name) => name.length));
  const share = formatShare(probabilities[label] ?? 0, oneDecimal);
  if (!accepted) return `${style.warm(words.result.noneOfThese(label, share))}  ${file}`;
  return `${style.ice(pad(label, width, 'left'))}  ${pad(share, 8, 'right')}  ${file}`;
}

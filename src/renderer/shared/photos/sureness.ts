import { formatShare } from '../../../shared/messages/format-numbers.ts';

/** Next to 1 and 0: a model's arithmetic rounds to these, but it is never certain. */
const least = 1e-9;

/** A model's probability for people: one decimal, `> 99.9 %` at the top. */
export function formatSureness(probability: number): string {
  return formatShare(Math.min(1 - least, Math.max(least, probability)), 1000);
}

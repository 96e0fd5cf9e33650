import { formatDuration } from '../../../shared/messages/format-numbers.ts';
import type { Language } from '../../../shared/messages/language.ts';

/** An expected time, no finer than it can be known: to 5 s under 90 s, then to the minute, from 2 h to the half hour. */
export function aboutTime(seconds: number, language: Language): string {
  const step = seconds < 90 ? 5 : seconds < 7200 ? 60 : 1800;
  return formatDuration(Math.max(step, Math.round(seconds / step) * step), language);
}

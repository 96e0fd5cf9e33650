import type { RecipeCard } from '../../../../shared/app/recipe-view.ts';
import type { Language } from '../../../../shared/messages/language.ts';
import { aboutTime } from '../about-time.ts';
import type { GalleryWords } from './words/en.ts';

/** `about 4 min` where it was measured, `roughly 4 min` where it was worked out; empty where nothing is known. */
export function timeWord(
  { seconds, timed, error }: RecipeCard,
  words: GalleryWords,
  language: Language,
): string {
  if (error) return words.cannot;
  if (seconds === null) return '';
  const time = aboutTime(seconds, language);
  return timed ? words.timed(time) : words.worked(time);
}

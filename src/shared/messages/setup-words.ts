import { setupWords as english, type SetupWords } from './en/setup.ts';
import type { Language } from './language.ts';
import { setupWords as chinese } from './zh-CN/setup.ts';

const words: Readonly<Record<Language, SetupWords>> = { en: english, 'zh-CN': chinese };

/** What set-up and the doctor say, in a person's language. */
export function setupWordsOf(language: Language): SetupWords {
  return words[language];
}

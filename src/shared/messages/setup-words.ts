import { assertNever } from '../assert-never.ts';
import { setupWords as english, type SetupWords } from './en/setup.ts';
import type { Language } from './language.ts';
import { setupWords as chinese } from './zh-CN/setup.ts';

/** What set-up and the doctor say, in a person's language. */
export function setupWordsOf(language: Language): SetupWords {
  switch (language) {
    case 'en':
      return english;
    case 'zh-CN':
      return chinese;
    default:
      return assertNever(language);
  }
}

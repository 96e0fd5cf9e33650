import type { ErrorCode } from '../errors/error-facts.ts';
import type { PlainError } from '../errors/thaw-error.ts';
import { appRemedies as englishRemedies } from './en/app-remedies.ts';
import { errorMessages as english } from './en/index.ts';
import type { Language } from './language.ts';
import type { ErrorText } from './message-types.ts';
import { appRemedies as chineseRemedies } from './zh-CN/app-remedies.ts';
import { errorMessages as chinese } from './zh-CN/index.ts';

const sentences: Readonly<Record<Language, typeof english>> = { en: english, 'zh-CN': chinese };
const remedies = { en: englishRemedies, 'zh-CN': chineseRemedies };

/** Every error code; the languages' tables are complete by type. */
export const errorCodes = Object.keys(english) as readonly ErrorCode[];

/** The sentence for an error, and the way on in the terminal, in a person's language. */
export function describeError(error: PlainError, language: Language): ErrorText {
  // The facts belong to the code by construction (ThawError); the union of all sentences cannot show that.
  const sentence = sentences[language][error.code] as (facts: object) => ErrorText;
  return sentence(error.facts);
}

/** The same, with the way on that the app has. */
export function describeErrorInApp(error: PlainError, language: Language): ErrorText {
  const text = describeError(error, language);
  const remedy = (remedies[language] as Partial<Record<ErrorCode, (facts: object) => string>>)[error.code];
  return remedy ? { ...text, remedy: remedy(error.facts) } : text;
}

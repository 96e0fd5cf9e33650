import type { PlainError } from '../../../shared/errors/thaw-error.ts';
import { ThawError, isThawError } from '../../../shared/errors/thaw-error.ts';
import { describeErrorInApp } from '../../../shared/messages/describe-error.ts';
import type { Language } from '../../../shared/messages/language.ts';
import type { ErrorText } from '../../../shared/messages/message-types.ts';
import { dataWords } from './words/index.ts';

/** Why there is no split, with the remedies that this screen has. */
export function splitFault(plain: PlainError, language: Language): ErrorText {
  const words = dataWords[language];
  const error = ThawError.fromPlain(plain);
  if (!isThawError(error, 'class-too-small')) return describeErrorInApp(error, language);
  const { className, count, needed, reason } = error.facts;
  const sentence = {
    parts: words.tooFew,
    count: words.tooFew,
    'identical-files': words.tooFewAlike,
    groups: words.tooFewGroups,
  }[reason];
  return { message: sentence(className, count, needed), remedy: words.tooFewRemedy };
}

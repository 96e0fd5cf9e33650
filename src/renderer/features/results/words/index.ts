import type { Language } from '../../../../shared/messages/language.ts';
import { resultsWords as english, type ResultsWords } from './en.ts';
import { resultsWords as chinese } from './zh-CN.ts';

export const resultsWords: Readonly<Record<Language, ResultsWords>> = { en: english, 'zh-CN': chinese };

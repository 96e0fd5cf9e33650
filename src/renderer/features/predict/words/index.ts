import type { Language } from '../../../../shared/messages/language.ts';
import { predictWords as english, type PredictWords } from './en.ts';
import { predictWords as chinese } from './zh-CN.ts';

export const predictWords: Readonly<Record<Language, PredictWords>> = { en: english, 'zh-CN': chinese };

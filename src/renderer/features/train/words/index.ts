import type { Language } from '../../../../shared/messages/language.ts';
import { trainWords as english, type TrainWords } from './en.ts';
import { trainWords as chinese } from './zh-CN.ts';

export const trainWords: Readonly<Record<Language, TrainWords>> = { en: english, 'zh-CN': chinese };

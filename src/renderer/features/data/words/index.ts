import type { Language } from '../../../../shared/messages/language.ts';
import { dataWords as english, type DataWords } from './en.ts';
import { dataWords as chinese } from './zh-CN.ts';

export type { DataWords };

export const dataWords: Record<Language, DataWords> = { en: english, 'zh-CN': chinese };

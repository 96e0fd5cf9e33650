import type { Language } from '../../../../shared/messages/language.ts';
import { chartWords as english, type ChartWords } from './en.ts';
import { chartWords as chinese } from './zh-CN.ts';

export const chartWords: Readonly<Record<Language, ChartWords>> = { en: english, 'zh-CN': chinese };

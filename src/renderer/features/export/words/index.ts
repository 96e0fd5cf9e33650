import type { Language } from '../../../../shared/messages/language.ts';
import { exportWords as english, type ExportWords } from './en.ts';
import { exportWords as chinese } from './zh-CN.ts';

export const exportWords: Readonly<Record<Language, ExportWords>> = { en: english, 'zh-CN': chinese };

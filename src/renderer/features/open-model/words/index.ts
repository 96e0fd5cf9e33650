import type { Language } from '../../../../shared/messages/language.ts';
import { en, type OpenModelWords } from './en.ts';
import { zhCN } from './zh-CN.ts';

export const openModelWords: Readonly<Record<Language, OpenModelWords>> = { en, 'zh-CN': zhCN };

import type { Language } from '../../../../shared/messages/language.ts';
import { en, type HomeWords } from './en.ts';
import { zhCN } from './zh-CN.ts';

export const homeWords: Readonly<Record<Language, HomeWords>> = { en, 'zh-CN': zhCN };

import type { Language } from '../../../../shared/messages/language.ts';
import { en, type AboutWords } from './en.ts';
import { zhCN } from './zh-CN.ts';

export const aboutWords: Readonly<Record<Language, AboutWords>> = { en, 'zh-CN': zhCN };

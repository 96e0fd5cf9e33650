import type { Language } from '../../../shared/messages/language.ts';
import { en, type AppWords } from './en.ts';
import { zhCN } from './zh-CN.ts';

export const appWords: Readonly<Record<Language, AppWords>> = { en, 'zh-CN': zhCN };

import type { Language } from '../../../shared/messages/language.ts';
import { en, type SharedWords } from './en.ts';
import { zhCN } from './zh-CN.ts';

export const sharedWords: Readonly<Record<Language, SharedWords>> = { en, 'zh-CN': zhCN };

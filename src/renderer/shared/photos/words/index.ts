import type { Language } from '../../../../shared/messages/language.ts';
import { en, type SimilarWords } from './en.ts';
import { zhCN } from './zh-CN.ts';

export const similarWords: Readonly<Record<Language, SimilarWords>> = { en, 'zh-CN': zhCN };

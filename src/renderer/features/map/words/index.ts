import type { Language } from '../../../../shared/messages/language.ts';
import { mapWords as en, type MapWords } from './en.ts';
import { mapWords as zhCN } from './zh-CN.ts';

export const mapWords: Readonly<Record<Language, MapWords>> = { en, 'zh-CN': zhCN };

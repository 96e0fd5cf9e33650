import type { Language } from '../../../../shared/messages/language.ts';
import { augmentWords as english, type AugmentWords } from './en.ts';
import { augmentWords as chinese } from './zh-CN.ts';

export type { AugmentWords };

export const augmentWords: Record<Language, AugmentWords> = { en: english, 'zh-CN': chinese };

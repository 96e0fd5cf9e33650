import type { Language } from '../../../../../shared/messages/language.ts';
import { galleryWords as english, type GalleryWords } from './en.ts';
import { galleryWords as chinese } from './zh-CN.ts';

export const galleryWords: Readonly<Record<Language, GalleryWords>> = { en: english, 'zh-CN': chinese };

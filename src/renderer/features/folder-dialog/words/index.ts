import type { Language } from '../../../../shared/messages/language.ts';
import { en, type FolderDialogWords } from './en.ts';
import { zhCN } from './zh-CN.ts';

export const folderDialogWords: Readonly<Record<Language, FolderDialogWords>> = { en, 'zh-CN': zhCN };

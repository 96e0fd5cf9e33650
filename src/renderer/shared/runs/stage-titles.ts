import type { Language } from '../../../shared/messages/language.ts';
import { jobWords as english, type JobWords } from '../../../shared/messages/en/job-words.ts';
import { jobWords as chinese } from '../../../shared/messages/zh-CN/job-words.ts';

const words: Readonly<Record<Language, JobWords>> = { en: english, 'zh-CN': chinese };

/** What each stage of a job is called. */
export function stageTitles(language: Language): Readonly<Record<string, string>> {
  return words[language].stages;
}

/** Why a file was left out. */
export function skipReasonText(reason: keyof JobWords['skipReasons'], language: Language): string {
  return words[language].skipReasons[reason];
}

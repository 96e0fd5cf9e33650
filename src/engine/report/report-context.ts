import type { AdviceWords } from '../../shared/messages/en/advice-words.ts';
import type { JobWords } from '../../shared/messages/en/job-words.ts';
import type { ReportWords } from '../../shared/messages/en/report-words.ts';
import type { ResultWords } from '../../shared/messages/en/result-words.ts';
import type { SettingWords } from '../../shared/messages/en/setting-words.ts';
import { adviceWords as englishAdvice } from '../../shared/messages/en/advice-words.ts';
import { jobWords as englishJob } from '../../shared/messages/en/job-words.ts';
import { reportWords as english } from '../../shared/messages/en/report-words.ts';
import { resultWords as englishResult } from '../../shared/messages/en/result-words.ts';
import { settingWords as englishSettings } from '../../shared/messages/en/setting-words.ts';
import type { Language } from '../../shared/messages/language.ts';
import { adviceWords as chineseAdvice } from '../../shared/messages/zh-CN/advice-words.ts';
import { jobWords as chineseJob } from '../../shared/messages/zh-CN/job-words.ts';
import { reportWords as chinese } from '../../shared/messages/zh-CN/report-words.ts';
import { resultWords as chineseResult } from '../../shared/messages/zh-CN/result-words.ts';
import { settingWords as chineseSettings } from '../../shared/messages/zh-CN/setting-words.ts';

/** The words that every section of a report speaks with. */
export interface ReportContext {
  readonly language: Language;
  readonly words: ReportWords;
  readonly advice: AdviceWords;
  readonly settings: SettingWords;
  readonly result: ResultWords;
  readonly job: JobWords;
}

export function reportContext(language: Language): ReportContext {
  return language === 'zh-CN'
    ? {
        language,
        words: chinese,
        advice: chineseAdvice,
        settings: chineseSettings,
        result: chineseResult,
        job: chineseJob,
      }
    : {
        language,
        words: english,
        advice: englishAdvice,
        settings: englishSettings,
        result: englishResult,
        job: englishJob,
      };
}

/** The languages Thaw speaks. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** The environment variables that choose a language. */
export interface LanguageEnvironment {
  readonly THAW_LANGUAGE?: string | undefined;
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

/**
 * The language a terminal asks for: `THAW_LANGUAGE`, else the first of LC_ALL, LC_MESSAGES and LANG that is set, in
 * the order of POSIX. Anything that starts with `zh` is Chinese; all else is English.
 */
export function languageOf(environment: LanguageEnvironment): Language {
  const asked = [environment.THAW_LANGUAGE, environment.LC_ALL, environment.LC_MESSAGES, environment.LANG];
  const first = asked.find((value) => value !== undefined && value !== '') ?? 'en';
  return first.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

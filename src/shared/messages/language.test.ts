import { expect, it } from 'vitest';
import { languageOf } from './language.ts';

it.each([
  [{}, 'en'],
  [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'en_GB.UTF-8', LC_ALL: 'zh_TW.UTF-8' }, 'zh-CN'],
  [{ LC_ALL: '', LANG: 'zh_CN' }, 'zh-CN'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'zh_CN.UTF-8', THAW_LANGUAGE: 'en' }, 'en'],
  [{ LANG: 'en_GB.UTF-8', THAW_LANGUAGE: 'zh-CN' }, 'zh-CN'],
] as const)('%j', (environment, language) => {
  expect(languageOf(environment)).toBe(language);
});

import type { Language } from '../../shared/messages/language.ts';

/**
 * A time as a person says it: `Today, 14:06`, `Yesterday`, `14 Nov`, `2 Oct 2025`; `今天 14:06`, `昨天`, `11 月 14 日`.
 *
 * @param iso ISO 8601; days and hours are those of this computer.
 */
export function dateWords(iso: string, now: Date, language: Language): string {
  const date = new Date(iso);
  const daysAgo = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  const chinese = language === 'zh-CN';
  if (daysAgo === 0) return chinese ? `今天 ${clock(date)}` : `Today, ${clock(date)}`;
  if (daysAgo === 1) return chinese ? '昨天' : 'Yesterday';
  const sameYear = date.getFullYear() === now.getFullYear();
  if (chinese) {
    const day = `${date.getMonth() + 1} 月 ${date.getDate()} 日`;
    return sameYear ? day : `${date.getFullYear()} 年 ${day}`;
  }
  const month = new Intl.DateTimeFormat('en', { month: 'short' }).format(date);
  return sameYear ? `${date.getDate()} ${month}` : `${date.getDate()} ${month} ${date.getFullYear()}`;
}

/** A time in full: `29 Nov 2026, 14:06`. */
export function dateAndTime(iso: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return format.format(new Date(iso));
}

/** Noon is far enough from the hour that a change to summer time takes or gives. */
function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime();
}

function clock(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

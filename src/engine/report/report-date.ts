import type { Language } from '../../shared/messages/language.ts';

/** `14 Nov 2026, 10:00`, in the computer's own time zone, with its distance from UTC: a report travels. */
export function reportDate(iso: string, language: Language): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(date);
}

import type { Language } from '../../../shared/messages/language.ts';

/** `2.1 M`, `210 万`: large counts that need no more digits. */
export function compactCount(value: number, language: Language): string {
  const text = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(
    value,
  );
  return text.replace(/(\d)([^\d.,]+)$/u, '$1\u00a0$2');
}

import { describe, expect, it } from 'vitest';
import { dateWords } from './date-words.ts';

const now = new Date(2026, 10, 23, 0, 30);
const at = (...parts: [number, number, number, number?, number?]): string => new Date(...parts).toISOString();

describe('dates in words', () => {
  it.each([
    [at(2026, 10, 23, 0, 6), 'Today, 00:06', '今天 00:06'],
    [at(2026, 10, 22, 23, 59), 'Yesterday', '昨天'],
    [at(2026, 10, 14), '14 Nov', '11 月 14 日'],
    [at(2026, 2, 1, 12), '1 Mar', '3 月 1 日'],
    [at(2025, 9, 2), '2 Oct 2025', '2025 年 10 月 2 日'],
  ])('%s is %s and %s', (iso, english, chinese) => {
    expect(dateWords(iso, now, 'en')).toBe(english);
    expect(dateWords(iso, now, 'zh-CN')).toBe(chinese);
  });

  it('says yesterday across a change of the clock', () => {
    for (let day = 1; day < 365; day += 1) {
      const today = new Date(2026, 0, day + 1, 0, 10);
      expect(dateWords(at(2026, 0, day, 23, 50), today, 'en')).toBe('Yesterday');
    }
  });
});

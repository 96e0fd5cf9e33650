import { describe, expect, it } from 'vitest';
import { jobWords as english } from '../../shared/messages/en/job-words.ts';
import { jobWords as chinese } from '../../shared/messages/zh-CN/job-words.ts';
import { progressLine } from './progress-line.ts';
import { textWidth } from './text-width.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const caching = { title: 'Caching features', unit: 'photos', done: 150, total: 600, rate: 5 } as const;

describe('progressLine', () => {
  it('shows bar, count, rate and time left', () => {
    expect(plain(progressLine(caching, 120, english, 'en'))).toBe(
      'Caching features          █████░░░░░░░░░░░░░░░  150 / 600 photos  5.0 photos/s  1 min 30 s left',
    );
  });

  it('says it in Chinese', () => {
    const line = plain(progressLine({ ...caching, title: '缓存特征' }, 120, chinese, 'zh-CN'));
    expect(line).toContain('150 / 600 张');
    expect(line).toContain('剩余 1 分 30 秒');
  });

  it('leaves out what is not known', () => {
    expect(progressLine({ ...caching, total: null, rate: null }, 120, english, 'en')).toBe(
      'Caching features          150 photos',
    );
    expect(progressLine({ ...caching, done: 0, rate: null }, 120, english, 'en')).not.toContain('left');
    expect(progressLine({ ...caching, done: 600 }, 120, english, 'en')).not.toContain('left');
    expect(progressLine({ ...caching, done: 0, total: 0, rate: null }, 120, english, 'en')).not.toContain(
      'NaN',
    );
  });

  it('counts bytes in their units and epochs without a rate', () => {
    const bytes = {
      title: 'Downloading',
      unit: 'bytes',
      done: 29_400_000,
      total: 58_900_000,
      rate: 2_000_000,
    } as const;
    expect(plain(progressLine(bytes, 120, english, 'en'))).toContain(
      '29.4 MB / 58.9 MB  2.0 MB/s  15 s left',
    );
    const epochs = { title: 'Training', unit: 'epochs', done: 1, total: 5, rate: 0.5 } as const;
    expect(plain(progressLine(epochs, 120, english, 'en'))).toMatch(/1 \/ 5 epochs {2}8 s left$/);
  });

  it('is never wider than the terminal', () => {
    for (const width of [20, 40, 60, 79])
      for (const title of ['Caching features', '缓存特征'])
        expect(textWidth(progressLine({ ...caching, title }, width, english, 'en'))).toBeLessThanOrEqual(
          width,
        );
  });
});

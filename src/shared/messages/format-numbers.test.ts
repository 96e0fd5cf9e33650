import { describe, expect, it } from 'vitest';
import {
  formatAccuracy,
  formatBytes,
  formatDuration,
  formatRate,
  formatShare,
  formatTimeAhead,
  formatTimeLeft,
} from './format-numbers.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('numbers', () => {
  it('gives an accuracy with its interval and n', () => {
    expect(plain(formatAccuracy(968, 1000, 'en'))).toBe('96.8 % (95.5-97.7, n = 1,000)');
    expect(plain(formatAccuracy(968, 1000, 'zh-CN'))).toBe('96.8 %（95.5-97.7，n = 1,000）');
    expect(plain(formatAccuracy(47, 50, 'en'))).toBe('94 % (84-98, n = 50)');
  });

  it('says 100 % only where all are right', () => {
    expect(plain(formatShare(1, 1000))).toBe('100 %');
    expect(plain(formatShare(0.9996, 2500))).toBe('> 99.9 %');
    expect(plain(formatShare(0.0001, 10000))).toBe('< 0.1 %');
    expect(plain(formatShare(0, 10))).toBe('0 %');
  });

  it.each([
    [0, '0 s'],
    [0.2, '< 1 s'],
    [59.6, '1 min'],
    [232, '3 min 52 s'],
    [3600, '1 h'],
    [3725, '1 h 2 min 5 s'],
  ])('duration %d', (seconds, text) => {
    expect(plain(formatDuration(seconds, 'en'))).toBe(text);
  });

  it('rounds time left the more the longer it is', () => {
    expect(plain(formatTimeLeft(98.2, 'en'))).toBe('1 min 39 s');
    expect(plain(formatTimeLeft(232, 'en'))).toBe('4 min');
    expect(plain(formatTimeLeft(222, 'en'))).toBe('3 min 50 s');
    expect(plain(formatTimeLeft(1230, 'en'))).toBe('21 min');
    expect(plain(formatTimeLeft(232, 'zh-CN'))).toBe('4 分');
  });

  it('tells a time ahead no finer than it can be known', () => {
    expect(plain(formatTimeAhead(3, 'en'))).toBe('10 s');
    expect(plain(formatTimeAhead(87, 'en'))).toBe('1 min 30 s');
    expect(plain(formatTimeAhead(745, 'en'))).toBe('12 min');
    expect(plain(formatTimeAhead(3 * 3600 + 730, 'zh-CN'))).toBe('3 小时 10 分');
  });

  it('gives sizes in powers of ten and rates as the field writes them', () => {
    expect(plain(formatBytes(999))).toBe('999 bytes');
    expect(plain(formatBytes(58_889_256))).toBe('58.9 MB');
    expect(plain(formatBytes(1e9))).toBe('1.0 GB');
    expect([1e-5, 2e-5, 0.001, 0.01].map(formatRate)).toEqual(['1e-5', '2e-5', '0.001', '0.01']);
  });
});

import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../shared/job-results/check-results.ts';
import { cliWords as english } from '../../shared/messages/en/cli.ts';
import { cliWords as chinese } from '../../shared/messages/zh-CN/cli.ts';
import { textStyle } from '../terminal/text-style.ts';
import { checkLines } from './check-lines.ts';

const style = textStyle(false, {});
const cli = { language: 'en', words: english, style } as const;
const lines = (result: CheckResult): string[] =>
  checkLines(result, cli).map((line) => line.replaceAll('\u00a0', ' '));
const photo = (path: string, className: string, part: 'train' | 'test' | null = null) => ({
  path,
  className,
  part,
});
const nothing: CheckResult = {
  folder: '/photos',
  depth: 'thorough',
  photos: 1200,
  groups: [],
  conflicts: 0,
  leaks: null,
  suspects: [],
  skipped: [],
  seconds: 12,
};

describe('checkLines', () => {
  it('says that there is nothing', () => {
    expect(lines(nothing)).toEqual([
      'No two of the 1,200 photos show one picture.',
      '',
      'Checked in 12 s. Nothing was changed.',
    ]);
  });

  it('names leaks and conflicts first, then every file, then doubtful labels', () => {
    const groups = [
      { identical: true, photos: [photo('a/1.jpg', 'a', 'train'), photo('a/2.jpg', 'a', 'test')] },
      { identical: false, photos: [photo('a/3.jpg', 'a', 'train'), photo('b/4.jpg', 'b', 'test')] },
    ];
    const found = lines({
      ...nothing,
      groups,
      conflicts: 1,
      leaks: { validation: { photos: 10, leaked: 0 }, test: { photos: 20, leaked: 2 } },
      suspects: [
        {
          path: 'b/9.jpg',
          className: 'b',
          looksLike: 'a',
          margin: 0.8,
          likeness: { own: 0.1, other: 0.9 },
          neighbours: { other: 9, of: 10 },
          nearest: ['a/1.jpg'],
        },
      ],
    });
    expect(found[0]).toBe('2 pictures are there more than once: 4 of 1,200 photos.');
    expect(found[1]).toMatch(/^Test: 2 of 20 photos \(10 %\)/);
    expect(found[2]).toBe('1 picture is in more than one class. Decide which is right.');
    expect(found.slice(3, 10)).toEqual([
      '',
      'One picture:',
      '  a/3.jpg  (Class a, Train)',
      '  b/4.jpg  (Class b, Test)',
      '',
      'The same file:',
      '  a/1.jpg  (Class a, Train)',
    ]);
    expect(found).toContain('  b/9.jpg  is "b", looks like "a"');
  });

  it('shows twenty groups and says how many more there are', () => {
    const groups = Array.from({ length: 23 }, () => ({
      identical: true,
      photos: [photo('x', 'a'), photo('y', 'a')],
    }));
    const found = lines({ ...nothing, groups });
    expect(found.filter((line) => line === 'The same file:')).toHaveLength(20);
    expect(found).toContain('3 more; --json lists all.');
  });

  it('says what --quick did not look for, and speaks Chinese', () => {
    expect(lines({ ...nothing, depth: 'quick', suspects: null })[1]).toContain('--quick');
    const zh = checkLines(nothing, { language: 'zh-CN', words: chinese, style });
    expect(zh[0]).toBe('1,200 张照片中没有两张是同一画面。');
  });
});

import { expect, it } from 'vitest';
import { jobWords as english } from './en/job-words.ts';
import { jobWords as chinese } from './zh-CN/job-words.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const estimate = {
  code: 'time-estimate',
  seconds: 10_900,
  phases: [
    { name: 'head', seconds: 250 },
    { name: 'fine-tune', seconds: 10_100 },
  ],
} as const;

it('tells beforehand how long a training takes, and which part of it', () => {
  expect(plain(english.notice(estimate))).toBe(
    'This takes about 3 h on this computer: head about 4 min, fine-tune about 2 h 50 min.',
  );
  expect(plain(chinese.notice(estimate))).toBe(
    '在这台电脑上约需 3 小时：分类头约 4 分，微调约 2 小时 50 分。',
  );
});

it('tells no parts of a short one', () => {
  const short = { ...estimate, seconds: 90 };
  expect(plain(english.notice(short))).toBe('This takes about 1 min 30 s on this computer.');
  expect(plain(chinese.notice(short))).toBe('在这台电脑上约需 1 分 30 秒。');
});

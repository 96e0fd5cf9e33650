import { expect, it } from 'vitest';
import { describeError } from './describe-error.ts';

const told = (pid: number, machine: string | null): string[] =>
  (['en', 'zh-CN'] as const).map((language) => {
    const facts = { path: '/runs/a', pid, machine, freeAfterMinutes: 15 };
    const { message, remedy } = describeError({ code: 'locked-by-other', facts }, language);
    return `${message} ${remedy}`;
  });

it('names the other computer, and after how long its lock is free', () => {
  for (const text of told(42, 'attic'))
    for (const fact of ['attic', '42', '15']) expect(text).toContain(fact);
});

it('speaks of no other computer where it is this one, and of no process where none is known', () => {
  for (const text of told(42, null)) expect(text).toMatch(/42/);
  for (const text of [...told(42, null), ...told(0, null)]) expect(text).not.toMatch(/15|computer|电脑/);
  for (const text of told(0, null)) expect(text).not.toMatch(/\(process|进程|\b0\b/);
});

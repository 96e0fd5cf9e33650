import { expect, it } from 'vitest';
import { codeLasts, createAccessKeys, newToken } from './access-keys.ts';

it('makes tokens and codes that nobody guesses', () => {
  const keys = createAccessKeys(newToken());
  const made = new Set(Array.from({ length: 100 }, () => keys.newCode()));
  expect(made.size).toBe(100);
  for (const code of [...made, newToken()]) expect(code).toMatch(/^[\w-]{32,}$/);
});

it('takes a code once, and not for ever', () => {
  let now = 0;
  const keys = createAccessKeys(newToken(), () => now);
  const [first, second] = [keys.newCode(), keys.newCode()];
  expect(keys.exchange('')).toBeNull();
  expect(keys.isCookie(keys.exchange(first)!)).toBe(true);
  expect(keys.exchange(first)).toBeNull();
  now = codeLasts + 1;
  expect(keys.exchange(second)).toBeNull();
});

it('forgets the oldest of too many codes', () => {
  const keys = createAccessKeys(newToken());
  const codes = Array.from({ length: 101 }, () => keys.newCode());
  expect(keys.exchange(codes[0]!)).toBeNull();
  expect(keys.exchange(codes[1]!)).not.toBeNull();
});

it('knows its cookies after a restart with the same token, and no others', () => {
  const token = newToken();
  const before = createAccessKeys(token);
  const cookie = before.exchange(before.newCode())!;
  expect(createAccessKeys(token).isCookie(cookie)).toBe(true);
  expect(createAccessKeys(newToken()).isCookie(cookie)).toBe(false);
  for (const wrong of ['', '.', 'x', `x.${cookie.split('.')[1]!}`, cookie.slice(1)])
    expect(createAccessKeys(token).isCookie(wrong), wrong).toBe(false);
});

it('tells the token from all else', () => {
  const token = newToken();
  const keys = createAccessKeys(token);
  expect(keys.isToken(token)).toBe(true);
  for (const wrong of ['', token.slice(1), `${token} `, newToken()]) expect(keys.isToken(wrong)).toBe(false);
});

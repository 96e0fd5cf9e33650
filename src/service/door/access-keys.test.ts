import { expect, it } from 'vitest';
import { codeLasts, createAccessKeys, newToken } from './access-keys.ts';

const port = 7001;

it('makes tokens and codes that nobody guesses', () => {
  const keys = createAccessKeys(newToken(), port);
  const made = new Set(Array.from({ length: 100 }, () => keys.newCode()));
  expect(made.size).toBe(100);
  for (const code of [...made, newToken()]) expect(code).toMatch(/^[\w-]{32,}$/);
});

it('takes a code once, and not for ever', () => {
  let now = 0;
  const keys = createAccessKeys(newToken(), port, () => now);
  const [first, second] = [keys.newCode(), keys.newCode()];
  expect(keys.exchange('')).toBeNull();
  expect(keys.isCookie(keys.exchange(first)!.cookie)).toBe(true);
  expect(keys.exchange(first)).toBeNull();
  now = codeLasts + 1;
  expect(keys.exchange(second)).toBeNull();
});

it('forgets the oldest of too many codes', () => {
  const keys = createAccessKeys(newToken(), port);
  const codes = Array.from({ length: 101 }, () => keys.newCode());
  expect(keys.exchange(codes[0]!)).toBeNull();
  expect(keys.exchange(codes[1]!)).not.toBeNull();
});

it('knows its cookies after a restart with the same token, and no others', () => {
  const token = newToken();
  const before = createAccessKeys(token, port);
  const { cookie, page } = before.exchange(before.newCode())!;
  expect(createAccessKeys(token, port).isCookie(cookie)).toBe(true);
  expect(createAccessKeys(token, port).isPage(cookie, page)).toBe(true);
  expect(createAccessKeys(newToken(), port).isCookie(cookie)).toBe(false);
  for (const wrong of ['', '.', 'x', `x.${cookie.split('.')[1]!}`, cookie.slice(1)])
    expect(createAccessKeys(token, port).isCookie(wrong), wrong).toBe(false);
});

it('gives nothing that counts at another port', () => {
  const token = newToken();
  const here = createAccessKeys(token, port);
  const there = createAccessKeys(token, port + 1);
  const { cookie, page } = here.exchange(here.newCode())!;
  expect(there.isCookie(cookie)).toBe(false);
  expect(there.isPage(cookie, page)).toBe(false);
});

it("takes a page's key with its own cookie alone", () => {
  const keys = createAccessKeys(newToken(), port);
  const [one, other] = [keys.exchange(keys.newCode())!, keys.exchange(keys.newCode())!];
  expect(keys.isPage(one.cookie, one.page)).toBe(true);
  for (const wrong of ['', other.page, one.cookie, one.cookie.split('.')[1]!, `${one.page}0`])
    expect(keys.isPage(one.cookie, wrong), wrong).toBe(false);
  expect(keys.isPage(`${one.cookie}0`, one.page)).toBe(false);
});

it('tells the token from all else', () => {
  const token = newToken();
  const keys = createAccessKeys(token, port);
  expect(keys.isToken(token)).toBe(true);
  for (const wrong of ['', token.slice(1), `${token} `, newToken()]) expect(keys.isToken(wrong)).toBe(false);
});

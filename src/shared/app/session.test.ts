import { expect, it } from 'vitest';
import { codeOfFragment, sessionLink } from './session.ts';

it('finds the code again that a link carries, and nothing in other fragments', () => {
  const url = new URL(sessionLink(4711, 'a-code_1'));
  expect(url.host).toBe('127.0.0.1:4711');
  // A fragment is never sent to a server, so that it is in no log.
  expect(url.pathname + url.search).toBe('/');
  expect(codeOfFragment(url.hash)).toBe('a-code_1');
  for (const fragment of ['', '#', '#/p/cats/train', '#codes=1']) expect(codeOfFragment(fragment)).toBeNull();
});

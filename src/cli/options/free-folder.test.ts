import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dateStamp, freeFolder } from './free-folder.ts';

it('never names a folder that exists', () => {
  const taken = new Set([join('/runs', 'a'), join('/runs', 'a-2')]);
  expect(freeFolder('/runs', 'a', (path) => taken.has(path))).toBe(join('/runs', 'a-3'));
  expect(freeFolder('/runs', 'b', (path) => taken.has(path))).toBe(join('/runs', 'b'));
});

it('writes dates so that they sort', () => {
  expect(dateStamp(new Date(2026, 2, 9, 23, 59))).toBe('2026-03-09');
});

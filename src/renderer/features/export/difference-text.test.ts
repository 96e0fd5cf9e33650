import { expect, it } from 'vitest';
import { differenceText } from './difference-text.ts';

const plain = (difference: number): string => differenceText(difference).replaceAll('\u00a0', ' ');

it('writes small differences so that they can be compared by eye', () => {
  expect(plain(0.000003)).toBe('0.000 003');
  expect(plain(0.0123)).toBe('0.012 300');
  expect(plain(2.4e-8)).toBe('0.000 000 024');
  expect(plain(0)).toBe('0');
});

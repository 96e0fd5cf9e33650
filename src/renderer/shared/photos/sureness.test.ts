import { expect, it } from 'vitest';
import { formatSureness } from './sureness.ts';

it('never claims certainty', () => {
  expect(formatSureness(0.987)).toBe('98.7\u00a0%');
  expect(formatSureness(1)).toBe('> 99.9\u00a0%');
  expect(formatSureness(0)).toBe('< 0.1\u00a0%');
});

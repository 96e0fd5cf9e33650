import { expect, it } from 'vitest';
import { exitCodeOf } from './exit-codes.ts';

it('tells wrong use from failure', () => {
  expect(exitCodeOf('unknown-recipe')).toBe(2);
  expect(exitCodeOf('split-sum-invalid')).toBe(2);
  expect(exitCodeOf('folder-not-found')).toBe(1);
  expect(exitCodeOf('paused')).toBe(1);
  expect(exitCodeOf('unexpected')).toBe(1);
});

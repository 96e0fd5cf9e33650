import { expect, it } from 'vitest';
import { closest } from './closest.ts';

it('finds the word that was meant, and none where nothing is near', () => {
  const known = ['two-phase', 'frozen', 'cached-features', 'scratch'];
  expect(closest('two-fase', known)).toBe('two-phase');
  expect(closest('Frozn', known)).toBe('frozen');
  expect(closest('alexnet', known)).toBeNull();
  expect(closest('trian', ['scan', 'train'])).toBe('train');
  expect(closest('x', [])).toBeNull();
});

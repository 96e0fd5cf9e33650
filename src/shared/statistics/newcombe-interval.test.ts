import { expect, it } from 'vitest';
import { newcombeInterval } from './newcombe-interval.ts';

// Newcombe's table II, method 10.
it.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [10, 10, 0, 20, 0.6791, 1],
])('%i of %i against %i of %i', (correct, count, otherCorrect, otherCount, low, high) => {
  const found = newcombeInterval({ correct, count }, { correct: otherCorrect, count: otherCount });
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});

import { expect, it } from 'vitest';
import { probabilitiesOf, scoreLogits } from './score-logits.ts';

it('scores one logit as two classes', () => {
  const logits = new Float32Array([2, -1, 0]);
  const { lossSum, correct } = scoreLogits(logits, [1, 1, 0], 'cross-entropy');
  expect(lossSum).toBeCloseTo(Math.log(1 + Math.exp(-2)) + Math.log(1 + Math.exp(1)) + Math.log(2), 6);
  // A logit of 0 is not above 1/2: it answers with the first class.
  expect(correct).toBe(2);
  const [no, yes] = probabilitiesOf(logits, 1);
  expect(yes).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  expect(no! + yes!).toBeCloseTo(1, 6);
});

it('scores one logit per class, of any size', () => {
  const logits = new Float32Array([1, 2, 3, 1000, -1000, 0]);
  const { lossSum, correct } = scoreLogits(logits, [2, 1], 'cross-entropy');
  const total = Math.exp(1) + Math.exp(2) + Math.exp(3);
  expect(lossSum).toBeCloseTo(Math.log(total) - 3 + 2000, 3);
  expect(correct).toBe(1);
  expect([...probabilitiesOf(logits, 3).subarray(3)]).toEqual([1, 0, 0]);
});

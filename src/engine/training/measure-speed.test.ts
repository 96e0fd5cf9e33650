import { expect, it } from 'vitest';
import { rateOfBatch } from './measure-speed.ts';

it('works a batch’s speed out from two small rounds', () => {
  // 0.9 s for the weights and 0.5 s for each photo.
  expect(rateOfBatch(20, { photos: 1, seconds: 1.4 }, { photos: 4, seconds: 2.9 })).toBeCloseTo(20 / 10.9);
});

it('takes what was seen where the rounds tell nothing of a photo', () => {
  expect(rateOfBatch(20, { photos: 1, seconds: 2 }, { photos: 4, seconds: 1 })).toBe(4);
  // A smaller round that was faster a photo is chance.
  expect(rateOfBatch(20, { photos: 1, seconds: 0.1 }, { photos: 4, seconds: 4 })).toBe(1);
});

import { expect, it } from 'vitest';
import { countOutcomes } from './count-outcomes.ts';

const begun = { lossSum: 1, correct: 2, photos: 4 };

it('weighs losses by their photos, and reads only when it is asked', async () => {
  let readings = 0;
  const later = (loss: number, correct: number) => ({
    read: () => {
      readings++;
      return Promise.resolve({ loss, correct });
    },
  });
  const totals = countOutcomes(begun);
  totals.add({ loss: 0.5, correct: 3 }, 4);
  totals.add(later(2, 1), 2);
  totals.add({ loss: 1, correct: 1 }, 1);
  expect(readings).toBe(0);
  expect(await totals.read()).toEqual({ lossSum: 1 + 2 + 4 + 1, correct: 7, photos: 11 });
  totals.add(later(3, 0), 1);
  expect(await totals.read()).toEqual({ lossSum: 11, correct: 7, photos: 12 });
  expect(readings).toBe(2);
});

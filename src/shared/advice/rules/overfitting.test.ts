import { describe, expect, it } from 'vitest';
import { augmentationPresets } from '../../recipes/augmentation-presets.ts';
import { recipeByName } from '../../recipes/catalogue.ts';
import { goodFacts, madeEpochs, ramp } from '../fixtures/made-facts.ts';
import { overfitting } from './overfitting.ts';

describe('overfitting', () => {
  const byHeart = madeEpochs(
    ramp(0.8, 0.01, 20),
    ramp(0, 1, 20).map((epoch) => ({ loss: 0.4 + 0.02 * Math.abs(epoch - 4), accuracy: 0.8 })),
  );

  it('is a gap and a rising loss, both beyond chance', () => {
    const found = overfitting(goodFacts({ epochs: byHeart }))[0];
    expect(found).toMatchObject({
      bestEpoch: 5,
      bestLoss: 0.4,
      action: { kind: 'train-with', recipe: null, changes: ['augmentation=strong'] },
    });
    expect(found!.lastLoss).toBeCloseTo(0.66, 6);
    expect(found!.training).toBeCloseTo(0.97, 6);
  });

  it('is not said of a gap that few photos leave to chance', () => {
    const few = goodFacts().counts.map((byPart) => ({ ...byPart, train: 8, validation: 5 }));
    expect(overfitting(goodFacts({ epochs: byHeart, counts: few }))).toEqual([]);
  });

  it('is not said where the loss holds', () => {
    const steady = byHeart.map((epoch, index) => ({
      ...epoch,
      validation: { loss: 0.4 + 0.01 * (index % 3), accuracy: 0.8 },
    }));
    expect(overfitting(goodFacts({ epochs: steady }))).toEqual([]);
  });

  it.each([
    [null, null, 'augmentation=standard'],
    [augmentationPresets.gentle, null, 'augmentation=standard'],
    [augmentationPresets.strong, null, 'earlyStoppingPatience=12'],
    [augmentationPresets.strong, 12, 'earlyStoppingPatience=6'],
  ])('augments more, else stops earlier (%j, %j)', (augmentation, earlyStoppingPatience, change) => {
    const recipe = { ...recipeByName('two-phase'), augmentation, earlyStoppingPatience };
    expect(overfitting(goodFacts({ epochs: byHeart, recipe }))[0]?.action).toMatchObject({
      changes: [change],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { recipeByName } from '../../recipes/catalogue.ts';
import { goodFacts, madeEpochs, ramp } from '../fixtures/made-facts.ts';
import { underfitting } from './underfitting.ts';

describe('underfitting', () => {
  it('sees a curve that still rises, and doubles the last phase', () => {
    const found = underfitting(goodFacts({ epochs: madeEpochs(ramp(0.5, 0.01, 30)) }))[0];
    expect(found).toMatchObject({
      kind: 'still-learning',
      epochs: 10,
      photos: 600,
      action: { kind: 'train-with', recipe: null, changes: ['phase2.epochs=60'] },
    });
    expect((found as { to: number }).to).toBeCloseTo(0.785, 6);
  });

  it('is silent where nothing is left to learn, or validation suffers', () => {
    const rising = ramp(0.9, 0.003, 30);
    const worse = ramp(0.2, 0.01, 30).map((loss) => ({ loss, accuracy: 0.9 }));
    expect(underfitting(goodFacts({ epochs: madeEpochs(rising) }))).toEqual([]);
    expect(underfitting(goodFacts({ epochs: madeEpochs(ramp(0.5, 0.01, 30), worse) }))).not.toContainEqual(
      expect.objectContaining({ kind: 'still-learning' }),
    );
  });

  it('is silent of four epochs, and of a curve that only wavers', () => {
    expect(underfitting(goodFacts({ epochs: madeEpochs([0.5, 0.6, 0.7, 0.8]) }))).toEqual([]);
    const wavering = Array.from({ length: 30 }, (_, index) => 0.85 + 0.01 * ((index * 7) % 5));
    expect(underfitting(goodFacts({ epochs: madeEpochs(wavering) }))).toEqual([]);
  });

  it.each([
    ['frozen', 150, { kind: 'train-with', recipe: 'two-phase', changes: [] }],
    ['two-phase', 150, { kind: 'train-with', recipe: null, changes: ['imageSize=224'] }],
    ['two-phase', 224, { kind: 'check-labels' }],
  ])('of a low, even curve with %s at %d pixels has its own way on', (name, size, action) => {
    const recipe = recipeByName(name);
    const epochs = madeEpochs(Array.from({ length: 12 }, (_, index) => 0.6 + 0.01 * (index % 2)));
    const facts = goodFacts({ epochs, recipe: { ...recipe, image: { ...recipe.image, size } } });
    expect(underfitting(facts)[0]).toMatchObject({ kind: 'learns-too-little', action });
  });

  it('takes high validation for learning enough: dropout and changed photos make training harder', () => {
    const flat = Array.from({ length: 12 }, () => 0.7);
    const validation = flat.map(() => ({ loss: 0.2, accuracy: 0.95 }));
    expect(underfitting(goodFacts({ epochs: madeEpochs(flat, validation) }))).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { madeFolds, smallRecipe } from './fixtures/made-project.ts';
import { planOfFolds, secondsOfFolds } from './folds-plan.ts';
import { plannedSeconds, trainingWork } from './training-work.ts';
import { countParts } from '../runs/count-parts.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';

const plan = planOfFolds(madeFolds('/photos', 4));

it('caches the photos learned from in any fold, and those validated in any', () => {
  const parts = countParts(plan.cached);
  expect(parts.train).toBeGreaterThan(countParts(plan.first).train);
  expect(parts.train).toBeLessThanOrEqual(24);
  expect(parts.validation).toBeGreaterThan(countParts(plan.first).validation);
  expect(parts.test).toBe(0);
});

it('takes the training as often as there are folds, and the caching once', () => {
  const phase = { training: 10, measuring: 10 };
  const scratch = { precision: 'fp32', caching: null, phases: [phase] } as const;
  const recipe = smallRecipe();
  const one = plannedSeconds(trainingWork(recipe, countParts(plan.first)), scratch, 0).all;
  expect(secondsOfFolds(recipe, plan, scratch, 1)).toBeCloseTo(4 * one);

  const twoPhase = recipeByName('two-phase');
  const speeds = { precision: 'fp32', caching: 10, phases: [phase, phase] } as const;
  const parts = countParts(plan.cached);
  const cached = twoPhase.copies * parts.train + parts.validation;
  const [nothing, all] = [0, 1].map((missing) => secondsOfFolds(twoPhase, plan, speeds, missing));
  expect(all! - nothing!).toBeCloseTo(cached / 10);
});

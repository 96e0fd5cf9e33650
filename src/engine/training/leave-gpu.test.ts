import { expect, it } from 'vitest';
import { applySettings } from '../../shared/apply-settings.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { onProcessor, withoutWebgpu } from './leave-gpu.ts';

it('computes in fp32, by small passes, what a GPU computed in fp16 by large ones', () => {
  expect(onProcessor({ precision: 'fp16', photosPerPass: 160 })).toEqual({
    precision: 'fp32',
    photosPerPass: 10,
  });
  expect(onProcessor({ precision: 'exact', photosPerPass: 40 }).precision).toBe('exact');
});

it('leaves the choice of what computes, on record, where a person named WebGPU', () => {
  const auto = { recipe: recipeByName('digits'), changes: ['epochs=2'] };
  expect(withoutWebgpu(auto)).toBe(auto);
  const named = { ...auto, recipe: applySettings(auto.recipe, ['backend=webgpu']) };
  expect(withoutWebgpu(named)).toEqual({ ...auto, changes: ['epochs=2', 'backend=auto'] });
});
